"""The families that the stack covers."""

from typing import Any

from studio.layers.converting import albert, bart, bert, distil_bert, gpt2, llama3, roberta, t5
from studio.layers.converting.family import Family

FAMILIES: dict[str, Family] = {
    "BERT": bert.FAMILY,
    "RoBERTa": roberta.FAMILY,
    "DistilBERT": distil_bert.FAMILY,
    "ALBERT": albert.FAMILY,
    "GPT-2": gpt2.FAMILY,
    "BART": bart.FAMILY,
    "T5": t5.FAMILY,
    "Llama 3": llama3.FAMILY,
}


def find_family(backbone: Any) -> Family | None:
    """Return the family of a backbone, or `None`. Subclasses may compute something else and have none."""
    return next((family for family in FAMILIES.values() if type(backbone) in family.backbones), None)
