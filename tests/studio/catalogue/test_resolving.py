import pytest

from studio import catalogue
from studio.catalogue.caches import KaggleHandle, kaggle_folder, kaggle_marker
from studio.errors import PresetError
from tests.studio.catalogue.own_tokens.test_reading import write_definition

pytestmark = pytest.mark.usefixtures("empty_caches")

HANDLE = "kaggle://keras/bert/keras/bert_tiny_en_uncased/3"
FILES = ("config.json", "model.weights.h5", "tokenizer.json", "assets/tokenizer/vocabulary.txt")


@pytest.fixture
def downloaded():
    """What kagglehub leaves behind when KerasHub fetched each file of a preset."""
    handle = KaggleHandle.parse(HANDLE)
    for name in FILES:
        for path in (kaggle_folder(handle) / name, kaggle_marker(handle, name)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text('{"registered_name": "keras_hub>BertBackbone"}')
    return kaggle_folder(handle)


def test_the_bundled_name_resolves_to_its_folder():
    resolved = catalogue.resolve(catalogue.BUNDLED_NAME)
    assert resolved.is_local
    assert resolved.kind == "transformers"
    assert resolved.path_or_handle == str(catalogue.bundled_folder())


def test_a_folder_resolves_to_its_full_path(bert_folder, monkeypatch):
    monkeypatch.chdir(bert_folder.parent)
    assert catalogue.resolve("./my bert").path_or_handle == str(bert_folder)


def test_a_preset_that_is_not_here_resolves_to_its_handle():
    resolved = catalogue.resolve("bert_tiny_en_uncased")
    assert resolved == catalogue.ResolvedPreset(HANDLE, None, is_local=False)


@pytest.mark.parametrize("preset", ["bert_tiny_en_uncased", HANDLE, HANDLE.removesuffix("/3")])
def test_a_downloaded_preset_resolves_to_its_folder(downloaded, preset):
    assert catalogue.resolve(preset) == catalogue.ResolvedPreset(str(downloaded), "keras_hub", is_local=True)
    assert catalogue.find("bert_tiny_en_uncased").is_offline


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_marked_as_complete_is_not_trusted(downloaded, name):
    kaggle_marker(KaggleHandle.parse(HANDLE), name).unlink()
    assert not catalogue.resolve(HANDLE).is_local


def test_a_preset_without_its_vocabulary_is_not_complete(downloaded):
    (downloaded / "assets/tokenizer/vocabulary.txt").unlink()
    assert not catalogue.resolve(HANDLE).is_local


@pytest.mark.parametrize("handle", ["kaggle://keras/bert", "kaggle://a/b/keras/c/latest", "hf://bert", "hf://a/b/c"])
def test_a_handle_of_another_form_is_refused(handle):
    with pytest.raises(PresetError, match=r"Expected a handle of the form"):
        catalogue.resolve(handle)


def test_a_snapshot_with_tokenizer_json_as_its_only_vocabulary_is_complete(empty_caches, bert_folder):
    repository = empty_caches / "hub" / "models--owner--name"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc")
    (repository / "snapshots").mkdir()
    write_definition(bert_folder)
    bert_folder.rename(repository / "snapshots" / "abc")
    assert catalogue.resolve("hf://owner/name").is_local
    (repository / "snapshots" / "abc" / "tokenizer.json").unlink()
    assert not catalogue.resolve("hf://owner/name").is_local


def test_a_snapshot_of_hugging_face_resolves_to_its_folder(empty_caches, bert_folder):
    repository = empty_caches / "hub" / "models--owner--name"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc")
    (repository / "snapshots").mkdir()
    bert_folder.rename(repository / "snapshots" / "abc")
    resolved = catalogue.resolve("hf://owner/name")
    assert resolved == catalogue.ResolvedPreset(str(repository / "snapshots" / "abc"), "transformers", is_local=True)
    described = catalogue.describe("hf://owner/name")
    assert (described.name, described.family, described.source) == ("hf://owner/name", "BERT", "hub")
    assert catalogue.describe_handle("hf://owner/name") == described


def test_nearly_nothing_is_known_of_a_handle_that_is_not_downloaded():
    assert catalogue.describe("hf://owner/other") is None
    unknown = catalogue.describe_handle("hf://owner/other")
    assert not unknown.is_offline
    assert unknown.estimated_bytes is None
    assert unknown.tasks == ()


def test_the_cache_folders_are_those_of_the_libraries(empty_caches):
    from huggingface_hub.file_download import repo_folder_name
    from kagglehub.cache import _get_completion_marker_filepath, get_cached_path
    from kagglehub.handle import parse_model_handle

    from studio.catalogue.caches import hugging_face_folder

    theirs = parse_model_handle(HANDLE.removeprefix("kaggle://"))
    ours = KaggleHandle.parse(HANDLE)
    assert str(kaggle_folder(ours)) == get_cached_path(theirs)
    assert str(kaggle_marker(ours, "a/b.txt")) == _get_completion_marker_filepath(theirs, "a/b.txt")
    assert hugging_face_folder("hf://o/n").name == repo_folder_name(repo_id="o/n", repo_type="model")


@pytest.mark.parametrize("text", ["owner/model", "sentence-transformers/all-MiniLM-L6-v2"])
def test_a_model_of_hugging_face_written_without_its_prefix_gets_a_hint(text):
    for ask in (catalogue.resolve, catalogue.describe):
        with pytest.raises(PresetError, match=f"no folder {text}. The model on Hugging Face is hf://"):
            ask(text)


@pytest.mark.parametrize("text", ["./model", "../model", "/a/b", "owner/model/part", "~/model", "model"])
def test_what_is_clearly_a_path_or_a_name_gets_no_such_hint(text):
    assert catalogue.hugging_face_handle(text) is None


def test_a_folder_that_is_there_is_no_model_of_hugging_face(tmp_path, monkeypatch):
    (tmp_path / "owner" / "model").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert catalogue.hugging_face_handle("owner/model") is None
