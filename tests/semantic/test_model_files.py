from __future__ import annotations

import sys
from pathlib import Path

import pytest

from refcheck import config
from refcheck.errors import ConfigurationError
from refcheck.semantic.model_files import find_model


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    config.user_file().parent.mkdir(parents=True)
    return config.user_file()


def test_both_files_are_found_beside_each_other(tmp_path: Path) -> None:
    touch(tmp_path / "minilm", "model.onnx", "tokenizer.json")
    files = find_model("minilm", tmp_path)
    assert (files.model, files.tokenizer) == (tmp_path / "minilm/model.onnx", tmp_path / "minilm/tokenizer.json")


def test_the_model_may_be_in_a_folder_of_its_own(tmp_path: Path) -> None:
    touch(tmp_path, "onnx/model.onnx", "tokenizer.json")
    assert find_model(str(tmp_path), Path("elsewhere")).model == tmp_path / "onnx/model.onnx"


def test_the_model_may_be_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "invented_minilm", "__init__.py", "model.onnx", "tokenizer.json")
    monkeypatch.syspath_prepend(tmp_path)
    assert find_model("invented_minilm", Path("elsewhere")).model == tmp_path / "invented_minilm/model.onnx"
    assert "invented_minilm" not in sys.modules


@pytest.mark.parametrize("present", ["model.onnx", "tokenizer.json", "model.bin"])
def test_a_missing_file_is_said_and_not_fetched(tmp_path: Path, present: str) -> None:
    touch(tmp_path, present)
    with pytest.raises(ConfigurationError, match=r"there is no model.onnx with a tokenizer.json in .*fetches none"):
        find_model(str(tmp_path), Path())


@pytest.mark.parametrize("name", ["json", "sys", "no such folder", "no_such_package"])
def test_a_name_of_something_else_finds_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="there is no model"):
        find_model(name, tmp_path)


def test_a_missing_extra_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.semantic.model_files.LIBRARIES", ("numpy", "no_such_runtime"))
    with pytest.raises(ConfigurationError) as raised:
        find_model(str(tmp_path), Path())
    assert "needs the extra `semantic`: no_such_runtime is not installed" in str(raised.value)
    assert "pip install 'refcheck-cli[semantic]'" in str(raised.value)


def test_the_user_names_the_model(user: Path, tmp_path: Path) -> None:
    folder = touch(user.parent / "minilm", "model.onnx", "tokenizer.json")
    user.write_text('semantic-model = "minilm"\n', "utf-8")
    model = config.load(tmp_path, environment={}).claims.model
    assert model is not None
    assert model.tokenizer == folder / "tokenizer.json"


def test_the_environment_may_name_it(user: Path, tmp_path: Path) -> None:
    touch(tmp_path, "model.onnx", "tokenizer.json")
    assert config.load(tmp_path, environment={"REFCHECK_SEMANTIC_MODEL": str(tmp_path)}).claims.model is not None


def test_no_project_names_what_is_loaded(user: Path, tmp_path: Path) -> None:
    (tmp_path / "refcheck.toml").write_text('semantic-model = "."\n', "utf-8")
    with pytest.raises(ConfigurationError, match="personal setting"):
        config.load(tmp_path, environment={})
