"""Conversations to the tokens of a model."""

import re
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import tensorflow as tf

from studio.chat import Message, Piece, check_question, parse_conversation, split_special
from studio.chat.encoding import MARK, ConversationEncoder, EncodedConversation
from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.chat.templates import control_ids, ends_of_turns, resolve_template
from studio.engine.tasks.writing.causal import without_front
from studio.engine.tasks.writing.examples import LABELS, shifted
from studio.engine.texts.batches import NO_TARGET
from studio.engine.texts.encoding import repeated
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.tokens import TokenRows
from studio.engine.tokenizing.splitting import make_splitter

# Where a text stands in a prompt. No template has it.
_PLACE = "\ufdd1"


class ChatEncoder:
    """Turns conversations into what a model learns and is asked.

    Args:
        model: The model, which remembers its template.

    Attributes:
        ends: What ends an answer.
    """

    def __init__(self, model: TextModel) -> None:
        self._tokenizer = model.tokenizer
        self._template = resolve_template(str(model.info.settings.get("template")), model.network, None)
        self._control_ids = control_ids(self._template, self._tokenizer)
        self._split = make_splitter(self._tokenizer)
        self._encoder = ConversationEncoder(self._template, self._control_ids, self._split)
        self.ends = ends_of_turns(self._template, self._control_ids)

    def learned(self, texts: Sequence[str], length: int) -> Examples:
        """Return what the model reads of conversations, with the next token under each that is to be said.

        Args:
            texts: Conversations as JSON.
            length: The most tokens that are read.
        """
        # One token more than is read: it is the last one that is to be said.
        found = self._encoder.learned([parse_conversation(text) for text in texts], length + 1)
        examples = [example for row in found for example in row]
        rows = _joined(examples)
        read, tokens = shifted(Ragged(rows.token_ids, rows.offsets))
        learned = np.concatenate([np.zeros(0, np.bool_), *(example.is_answer for example in examples)])
        _, is_answer = shifted(Ragged(learned, rows.offsets))
        labels = np.where(is_answer.values, tokens.values, np.int32(NO_TARGET)).astype(np.int32)
        return Examples(
            {TEXT: TokenRows(read.values, read.offsets, rows.num_cut_tokens, rows.num_cut_texts)},
            np.repeat(np.arange(len(found), dtype=np.int64), [len(row) for row in found]),
            {LABELS: Ragged(labels, tokens.offsets)},
        )

    def prompts(self, texts: Sequence[str], length: int) -> Examples:
        """Return what the model is given to answer conversations.

        Args:
            texts: Conversations as JSON, or single messages of a user.
            length: The most tokens of a prompt.

        Raises:
            InputError: if one cannot be answered.
        """
        talks = [parse_conversation(text) for text in texts]
        for talk in talks:
            check_question(talk)
        return Examples.single(_joined(self._encoder.prompts(talks, length)))

    def prompts_in_graph(self, text: Any, length: Any) -> Any:
        """Return what `prompts` gives for single messages of a user, inside a graph.

        Args:
            text: tf.string tensor of shape `(batch,)`.
            length: int, or int32 scalar tensor. The most tokens of a prompt.

        Returns:
            int32 ragged tensor of shape `(batch, (tokens))`.
        """
        before, behind, is_trimmed = self._around_a_message()
        # What stands beside the message within one run of text is cut into tokens together with it.
        left = before.pop().text if before and not before[-1].is_special else ""
        right = behind.pop(0).text if behind and not behind[0].is_special else ""
        message = tf.strings.strip(text) if is_trimmed else text
        tokens = self._tokens_in_graph(tf.strings.join([left, self._guarded(message), right]))
        parts = [self._repeated(before, tokens), tokens, self._repeated(behind, tokens)]
        return without_front(tf.concat(parts, axis=1), length, num_first=int(bool(before) and before[0].is_special))

    def _around_a_message(self) -> tuple[list[Piece], list[Piece], bool]:
        """Return what a template writes before and behind a message, and whether it takes blanks off the message."""
        whole = self._template.render([Message(role="user", content=f" {_PLACE} ")], add_generation_prompt=True)
        before, _, behind = whole.partition(_PLACE)
        is_trimmed = not (before.endswith(" ") and behind.startswith(" "))
        plain = self._template.render([Message(role="user", content=_PLACE)], add_generation_prompt=True)
        before, _, behind = plain.partition(_PLACE)
        return split_special(before, self._control_ids), split_special(behind, self._control_ids), is_trimmed

    def _guarded(self, text: Any) -> Any:
        """Return texts in which no control token is one: a mark stands behind its first character."""
        for token in sorted(self._control_ids, key=len, reverse=True):
            replaced = f"{token[0]}{MARK}{token[1:]}".replace("\\", r"\\")
            text = tf.strings.regex_replace(text, re.escape(token), replaced)
        return text

    def _tokens_in_graph(self, text: Any) -> Any:
        parts = tf.strings.split(text, MARK)  # (batch, (parts))
        tokens = tf.cast(self._tokenizer(parts.flat_values), tf.int32)  # (parts, (tokens))
        return parts.with_values(tokens).merge_dims(1, 2)

    def _repeated(self, pieces: Sequence[Piece], tokens: Any) -> Any:
        """Return the tokens of fixed text for each row."""
        ids: list[int] = []
        # What stands fixed is known before the graph runs.
        with tf.init_scope():
            for piece in pieces:
                ids += [self._control_ids[piece.text]] if piece.is_special else self._split([piece.text])[0].tolist()
        return repeated(ids, tokens)


def _joined(encoded: Sequence[EncodedConversation]) -> TokenRows:
    lengths = [len(entry) for entry in encoded]
    num_cut = np.array([entry.num_cut for entry in encoded], np.int64)
    return TokenRows(
        np.concatenate([np.zeros(0, np.int32), *(entry.token_ids for entry in encoded)]),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        int(num_cut.sum()),
        int(np.count_nonzero(num_cut)),
    )


# A splitter's graph is traced once for each model.
_ENCODERS: WeakKeyDictionary[TextModel, ChatEncoder] = WeakKeyDictionary()


def chat_encoder(model: TextModel) -> ChatEncoder:
    """Return what encodes conversations for a model, always the same one."""
    if model not in _ENCODERS:
        _ENCODERS[model] = ChatEncoder(model)
    return _ENCODERS[model]
