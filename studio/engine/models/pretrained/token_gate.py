"""The token gate: the ids that a graph gives, against those of the backbone's own tokenizer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from studio import downloads
from studio.catalogue.own_tokens import OwnTokenizer, read_own_tokenizer
from studio.catalogue.own_tokens.probe import PROBE
from studio.catalogue.own_tokens.unknown import count_unknown
from studio.engine.models.pretrained.eager import encode
from studio.engine.models.pretrained.tokenizer import build_tokenizer
from studio.engine.tokenizing.splitting import make_splitter
from studio.jobs import Progress

NUM_SAMPLED = 500
_NUM_KEPT = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that is read otherwise than it should be.

    Attributes:
        expected: The tokens of the backbone's own tokenizer.
        received: The tokens that the studio would give.
    """

    text: str
    expected: tuple[str, ...]
    received: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TokenReport:
    """What a comparison came to.

    Attributes:
        source: The file that the backbone's own tokenizer was read from.
        num_texts: How many texts were compared.
        num_different: How many gave other ids.
        differences: The first of them.
    """

    source: str
    num_texts: int
    num_different: int
    differences: tuple[Difference, ...]


def compare_tokens(tokenizer: Any, own: OwnTokenizer, texts: Sequence[str]) -> TokenReport:
    """Compare the ids of texts.

    Args:
        tokenizer: The KerasHub tokenizer that is to be used.
        own: The backbone's own.
        texts: The texts.
    """
    reference = own.reference()
    values, splits = make_splitter(tokenizer)(texts)
    right = encode(reference, texts)
    different = [
        (text, expected, received)
        for text, expected, (start, end) in zip(texts, right, pairwise(splits), strict=True)
        if (received := values[start:end].tolist()) != expected
    ]
    shown = tuple(
        Difference(text, _spell(reference, expected), _spell(reference, received))
        for text, expected, received in different[:_NUM_KEPT]
    )
    return TokenReport(own.source, len(texts), len(different), shown)


def check_preset(preset: str, tokenizer: Any, texts: Sequence[str]) -> TokenReport | None:
    """Compare the ids of a data set's texts; `None` where KerasHub's own files are all that is known.

    Args:
        preset: What `backbone.preset` holds.
        tokenizer: The KerasHub tokenizer that is to be used.
        texts: The texts.
    """
    own = read_own_tokenizer(Path(downloads.require(preset)))
    return None if own is None or not texts else compare_tokens(tokenizer, own, texts)


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Compare a backbone's tokens on hard strings, and on a data set's texts.

    Args:
        arguments: `preset`, and `texts` if there are any.
        report: Called with the progress.

    Returns:
        `source`, for `probe` and `texts` what `TokenReport` says, and for `unknown` what `UnknownWords` says of the
        texts; `source` is null where nothing is compared.
    """
    report(Progress("Comparing tokens"))
    folder = str(downloads.require(arguments["preset"]))
    own = read_own_tokenizer(Path(folder))
    if own is None:
        return {"source": None, "probe": None, "texts": None, "unknown": None}
    tokenizer = build_tokenizer(own, folder)
    found = {"probe": asdict(compare_tokens(tokenizer, own, PROBE)), "texts": None, "unknown": None}
    if arguments.get("texts"):
        found["texts"] = asdict(compare_tokens(tokenizer, own, arguments["texts"]))
        found["unknown"] = asdict(count_unknown(own, arguments["texts"]))
    return {"source": own.source, **found}


def _spell(reference: Any, token_ids: Sequence[int]) -> tuple[str, ...]:
    # KerasHub's byte pairs give −1 to a byte that is not in the vocabulary.
    return tuple(str(reference.id_to_token(token_id)) if token_id >= 0 else f"<{token_id}>" for token_id in token_ids)
