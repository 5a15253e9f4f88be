"""PyTorch's files are read without PyTorch, and nothing that a pickle holds is run."""

import io
import pickle
import struct
import zipfile

import pytest

from studio.catalogue import describe_folder
from studio.catalogue.hugging_face.torch_files import read_torch_table
from studio.errors import PresetError
from tests.hugging_face import FOLDERS


def test_the_table_names_what_transformers_saved():
    table = read_torch_table(FOLDERS / "bert-torch" / "pytorch_model.bin")
    assert table["bert.embeddings.word_embeddings.weight"].shape == (24, 16)
    assert table["bert.embeddings.word_embeddings.weight"].dtype == "F32"


def write(path, table, members=(), byteorder="little"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", table)
        archive.writestr("archive/byteorder", byteorder)
        for name, content in members:
            archive.writestr(f"archive/data/{name}", content)


class _Global:
    """Pickled as a name of a module that need not be there."""

    def __init__(self, module, name):
        self.module, self.name = module, name

    def __call__(self):
        """Pickles begin with something that can be called."""


class _Pickler(pickle._Pickler):
    def save(self, item, save_persistent_id=True):
        if isinstance(item, _Global):
            self.write(f"c{item.module}\n{item.name}\n".encode())
        else:
            super().save(item, save_persistent_id)

    def persistent_id(self, item):
        return item.saved if isinstance(item, _Stored) else None


class _Stored:
    def __init__(self, *saved):
        self.saved = saved


class _Call:
    def __init__(self, module, name, *arguments):
        self.call = (_Global(module, name), arguments)

    def __reduce__(self):
        return self.call


def pickled(content):
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=2).dump(content)
    return buffer.getvalue()


def a_tensor(key="0", storage="FloatStorage", offset=0, shape=(2, 3), strides=(3, 1)):
    stored = _Stored("storage", _Global("torch", storage), key, "cpu", 6)
    return _Call("torch._utils", "_rebuild_tensor_v2", stored, offset, shape, strides, False, None)


def test_a_transposed_tensor_keeps_its_strides(tmp_path):
    path = tmp_path / "pytorch_model.bin"
    write(path, pickled({"a": a_tensor(shape=(3, 2), strides=(1, 3))}), [("0", struct.pack("<6f", *range(6)))])
    tensor = read_torch_table(path)["a"]
    assert (tensor.shape, tensor.strides, tensor.offset) == ((3, 2), (1, 3), 0)


@pytest.mark.parametrize(
    ("module", "name"), [("os", "system"), ("builtins", "eval"), ("posix", "system"), ("torch", "load")]
)
def test_a_pickle_that_asks_for_anything_else_is_refused_before_it_runs(tmp_path, module, name):
    path, trace = tmp_path / "pytorch_model.bin", tmp_path / "trace"
    write(path, pickled({"a": _Call(module, name, f"touch '{trace}'")}))
    with pytest.raises(PresetError, match=rf"asks for {module}\.{name}, which no table of tensors needs"):
        read_torch_table(path)
    assert not trace.exists()


@pytest.mark.parametrize(
    ("tensor", "message"),
    [
        (a_tensor(key="1"), "a lies outside of the file"),
        (a_tensor(offset=1), "a lies outside of the file"),
        (a_tensor(strides=(4, 1)), "a lies outside of the file"),
        (a_tensor(strides=(-3, 1)), "a lies outside of the file"),
        (a_tensor(storage="QInt8Storage"), r"asks for torch\.QInt8Storage"),
        (a_tensor(shape=(2,)), "cannot be read as a table"),
    ],
)
def test_a_tensor_that_is_not_all_there_is_named(tmp_path, tensor, message):
    path = tmp_path / "pytorch_model.bin"
    write(path, pickled({"a": tensor}), [("0", bytes(24))])
    with pytest.raises(PresetError, match=message):
        read_torch_table(path)


@pytest.mark.parametrize("content", [b"", b"\x80\x02K\x01.", b"\x80\x02(."])
def test_a_broken_table_is_refused(tmp_path, content):
    path = tmp_path / "pytorch_model.bin"
    write(path, content)
    with pytest.raises(PresetError, match="cannot be read as a table of tensors"):
        read_torch_table(path)


def test_the_other_byte_order_is_refused(tmp_path):
    path = tmp_path / "pytorch_model.bin"
    write(path, pickled({}), byteorder="big")
    with pytest.raises(PresetError, match="the other byte order"):
        read_torch_table(path)


def test_the_form_before_version_1_6_comes_with_the_way_to_write_it_anew(bert_folder):
    (bert_folder / "model.safetensors").unlink()
    (bert_folder / "pytorch_model.bin").write_bytes(pickle.dumps(0x1950A86A20F9469CFC6C))
    with pytest.raises(PresetError, match=r"older, or damaged.*torch\.save\(torch\.load\("):
        describe_folder(bert_folder)
