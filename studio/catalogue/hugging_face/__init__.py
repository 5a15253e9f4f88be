"""What a folder in Hugging Face's layout holds, and whether exactly that can be computed here."""

from studio.catalogue.hugging_face.checking import CheckedFolder, can_check, check_folder
from studio.catalogue.hugging_face.tensors import StoredTensor

__all__ = ["CheckedFolder", "StoredTensor", "can_check", "check_folder"]
