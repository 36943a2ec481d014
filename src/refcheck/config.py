"""Where settings come from: defaults, the user's file, the project's file, the environment; later ones win.

The project's file is the nearest ``refcheck.toml``, or ``pyproject.toml`` with a table ``[tool.refcheck]``. Personal
options (addresses of services, e-mail, token) are not read from it: a bibliography that came with a settings file of
its own could otherwise send the user's token to a host of its choice.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from refcheck.claims.settings import ClaimSettings
from refcheck.errors import ConfigurationError
from refcheck.judge.settings import JudgeSettings
from refcheck.model import Severity
from refcheck.rules.select import UnknownRule, require_known
from refcheck.semantic.model_files import find_model
from refcheck.settings import RulesByPattern, Settings
from refcheck.sources.settings import Catalogue, NetworkSettings

__all__ = ["OUTPUT_FORMATS", "Settings", "cache_directory", "load", "user_file", "valid_mailto"]

T = TypeVar("T")

OUTPUT_FORMATS = ("full", "concise", "json", "jsonl")
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class _Expected(ValueError):  # noqa: N818 - named for how its sentence begins
    """The value is of the wrong type or form; the message says what it should be."""


class _UnknownKey(ValueError):  # noqa: N818 - as above
    """A table within the table of options has a key that refcheck does not know."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(key)
        self.key, self.known = key, tuple(known)


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as a file or the environment gave it, and the folder at which its relative paths begin."""

    value: object
    folder: Path
    from_environment: bool = False

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise _Expected("a string")
        return self.value.strip()

    def flag(self) -> bool:
        value = _WORDS.get(self.value.strip().lower()) if isinstance(self.value, str) else self.value
        if not isinstance(value, bool) or (isinstance(self.value, str) and not self.from_environment):
            raise _Expected("true or false")
        return value

    def texts(self) -> tuple[str, ...]:
        value = self.value
        if self.from_environment and isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return _strings(value)

    def paths(self) -> tuple[Path, ...]:
        return tuple(self.folder / Path(one).expanduser() for one in self.texts())

    def one_of(self, words: Iterable[str]) -> str:
        allowed = tuple(words)
        if self.text() not in allowed:
            raise _Expected("one of " + ", ".join(allowed))
        return self.text()

    def rules(self) -> tuple[str, ...]:
        return _known_rules(self.texts())

    def rules_by_pattern(self) -> RulesByPattern:
        if not isinstance(self.value, dict):
            raise _Expected("a table of arrays of rules")
        return {str(pattern): _known_rules(_strings(rules)) for pattern, rules in self.value.items()}

    def groups(self) -> tuple[tuple[str, ...], ...]:
        if not isinstance(self.value, list) or not all(isinstance(one, list) and len(one) > 1 for one in self.value):
            raise _Expected("an array of arrays of two or more strings")
        return tuple(_strings(one) for one in self.value)

    def address(self) -> str:
        if not self.text().startswith(("http://", "https://")):
            raise _Expected("an address that begins with https:// or http://")
        return self.text().rstrip("/")

    def token(self) -> str:
        if re.search(r"[^\x21-\x7e]", self.text()):
            raise _Expected("a token without blanks")
        return self.text()


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _Expected("an array of strings")
    return tuple(value)


def _known_rules(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        require_known(name)
    return names


# ------------------------------------------------------------------------------------------- what each option does


def _file_ignores(settings: Settings, given: _Given) -> Settings:
    anchored = {
        str((given.folder / pattern).absolute()) if "/" in pattern else pattern: rules
        for pattern, rules in given.rules_by_pattern().items()
    }
    return replace(settings, per_file_ignores={**settings.per_file_ignores, **anchored})


def _mailto(settings: Settings, given: _Given) -> Settings:
    if given.text() and not valid_mailto(given.text()):
        raise _Expected("an e-mail address")
    return _network(settings, replace(settings.network, mailto=given.text()))


def _claims(settings: Settings, given: _Given) -> Settings:
    return replace(settings, claims=_with_table(settings.claims, "claims", given, _CLAIMS))


def _judge(settings: Settings, given: _Given) -> Settings:
    return replace(settings, judge=_with_table(settings.judge, "judge", given, _JUDGE))


def _with_table(settings: T, name: str, given: _Given, options: Mapping[str, Callable[[T, _Given], T]]) -> T:
    """The settings after the options of a table, in the order in which refcheck names them."""
    if not isinstance(given.value, dict):
        raise _Expected("a table")
    for key in given.value:
        if key not in options:
            raise _UnknownKey(f"{name}.{key}", (f"{name}.{one}" for one in options))
    for key, change in options.items():
        if key in given.value:
            settings = change(settings, _Given(given.value[key], given.folder))
    return settings


def _classes(given: _Given) -> tuple[str, ...]:
    from refcheck.claims.vocabulary import classes  # noqa: PLC0415 - word lists, which few settings files need

    for name in given.texts():
        if name not in classes():
            raise _UnknownKey(
                f"claims.disable_classes: {name}", (f"claims.disable_classes: {one}" for one in classes())
            )
    return given.texts()


_CLAIMS: Mapping[str, Callable[[ClaimSettings, _Given], ClaimSettings]] = {
    "same": lambda claims, given: replace(claims, same=given.groups()),
    "not_exclusive": lambda claims, given: replace(claims, not_exclusive=given.groups()),
    "sets": lambda claims, given: replace(claims, sets=given.groups()),
    "disable_classes": lambda claims, given: replace(claims, disable_classes=_classes(given)),
}
_JUDGE: Mapping[str, Callable[[JudgeSettings, _Given], JudgeSettings]] = {
    "url": lambda judge, given: replace(judge, url=given.address()),
    "model": lambda judge, given: replace(judge, model=given.text()),
    "key": lambda judge, given: replace(judge, key=given.token()),
    "consent": lambda judge, given: replace(judge, consent=given.flag()),
    "enabled": lambda judge, given: replace(judge, enabled=given.flag()),  # last: only then all of it must fit
}


def _network(settings: Settings, network: NetworkSettings) -> Settings:
    return replace(settings, network=network)


def _cached_in(settings: Settings, directory: Path) -> Settings:
    return _network(settings, replace(settings.network, cache=directory / "answers.sqlite", state=directory / "pace"))


_Apply = Callable[[Settings, _Given], Settings]
_PROJECT: Mapping[str, _Apply] = {
    "select": lambda settings, given: replace(settings, select=given.rules()),
    "ignore": lambda settings, given: replace(settings, ignore=given.rules()),
    "fail-on": lambda settings, given: replace(
        settings, fail_on=Severity[given.one_of(str(one) for one in Severity).upper()]
    ),
    "works": lambda settings, given: replace(settings, works=given.paths()),
    "index": lambda settings, given: replace(
        settings, index=replace(settings.index, directory=given.folder / Path(given.text()).expanduser())
    ),
    "source": lambda settings, given: replace(
        settings, index=replace(settings.index, source=Catalogue(given.one_of(one.value for one in Catalogue)))
    ),
    "show-info": lambda settings, given: replace(settings, show_info=given.flag()),
    "output-format": lambda settings, given: replace(settings, output_format=given.one_of(OUTPUT_FORMATS)),
    "per-file-ignores": _file_ignores,
    "per-reference-ignores": lambda settings, given: replace(
        settings, per_reference_ignores={**settings.per_reference_ignores, **given.rules_by_pattern()}
    ),
    "claims": _claims,
    "offline": lambda settings, given: _network(settings, replace(settings.network, offline=given.flag())),
}
_PERSONAL: Mapping[str, _Apply] = {
    "mailto": _mailto,
    "plus-token": lambda settings, given: _network(settings, replace(settings.network, plus_token=given.token())),
    "judge": _judge,
    "semantic-model": lambda settings, given: replace(
        settings, claims=replace(settings.claims, model=find_model(given.text(), given.folder))
    ),
    "crossref-url": lambda settings, given: _network(settings, replace(settings.network, crossref_url=given.address())),
    "doi-url": lambda settings, given: _network(settings, replace(settings.network, doi_url=given.address())),
    "datacite-url": lambda settings, given: _network(settings, replace(settings.network, datacite_url=given.address())),
    "cache-dir": lambda settings, given: _cached_in(settings, given.folder / Path(given.text()).expanduser()),
    "pace": lambda settings, given: _network(settings, replace(settings.network, paced=given.flag())),
}
_EVERY: Mapping[str, _Apply] = {**_PROJECT, **_PERSONAL}
_SECRET = frozenset({"judge", "plus-token"})
_NOT_IN_THE_ENVIRONMENT = frozenset({"claims", "judge", "per-file-ignores", "per-reference-ignores"})


# --------------------------------------------------------------------------------------------------- the four layers


def load(
    start: Path | None = None,
    *,
    config: Path | None = None,
    isolated: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings for documents at ``start`` (a file or a directory; the working directory if `None`).

    ``config`` names the project's file, ``isolated`` ignores all files. Raises `ConfigurationError`.
    """
    environment = os.environ if environment is None else environment
    settings = _cached_in(Settings(), cache_directory({}))
    if not isolated and user_file().is_file():
        settings = _with_file(settings, user_file(), _EVERY)
    if config is not None or not isolated:
        file = config if config is not None else _nearest((start or Path.cwd()).absolute())
        settings = settings if file is None else _with_file(settings, file, _PROJECT)
    return _with_environment(settings, environment)


def user_file() -> Path:
    """Where the user's own settings are: e-mail address, token, addresses of services."""
    import platformdirs  # noqa: PLC0415 - costs 15 ms, which a library user with settings of his own need not pay

    return Path(platformdirs.user_config_dir("refcheck", appauthor=False)) / "config.toml"


def cache_directory(environment: Mapping[str, str] | None = None) -> Path:
    """Where answers are kept between runs."""
    import platformdirs  # noqa: PLC0415 - costs 15 ms, which a library user with settings of his own need not pay

    chosen = (os.environ if environment is None else environment).get("REFCHECK_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("refcheck", appauthor=False))


def valid_mailto(text: str) -> bool:
    """Whether the text has the form of an e-mail address that may stand in a header."""
    return _ADDRESS.fullmatch(text) is not None


def _nearest(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if (folder / "refcheck.toml").is_file():
            return folder / "refcheck.toml"
        project = folder / "pyproject.toml"
        if project.is_file() and _table(project, lenient=True) is not None:
            return project
    return None


def _table(file: Path, *, lenient: bool = False) -> Mapping[str, object] | None:
    """The table of options in a file; `None` if it is a ``pyproject.toml`` without one.

    ``lenient``: a file that cannot be read has no table either; it was only met on the way up.
    """
    try:
        content: Mapping[str, object] = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if lenient:
            return None
        if isinstance(error, OSError):
            raise ConfigurationError(f"{file} cannot be read: {error.strerror}.", "Check --config.") from error
        raise ConfigurationError(f"{file} is not valid TOML: {error}.", "Correct it and run again.") from error
    if file.name != "pyproject.toml":
        return content
    tools = content.get("tool", {})
    table = tools.get("refcheck") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _with_file(settings: Settings, file: Path, options: Mapping[str, _Apply]) -> Settings:
    for key, value in (_table(file) or {}).items():
        if key not in options:
            raise _unknown(key, str(file), options)
        settings = _applied(settings, key, _Given(value, file.absolute().parent), str(file))
    return replace(settings, files=(*settings.files, file))


def _with_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    for key in _EVERY:
        variable = _variable(key)
        if key not in _NOT_IN_THE_ENVIRONMENT and environment.get(variable, "").strip():
            given = _Given(environment[variable], Path.cwd(), from_environment=True)
            settings = _applied(settings, key, given, "the environment", shown=variable)
    for variable in _strangers(environment):
        raise _unknown(variable, "the environment", [_variable(key) for key in _EVERY])
    return settings


def _variable(key: str) -> str:
    return "REFCHECK_" + key.upper().replace("-", "_")


def _strangers(environment: Mapping[str, str]) -> Iterator[str]:
    known = {_variable(key) for key in _EVERY if key not in _NOT_IN_THE_ENVIRONMENT}
    return (name for name in sorted(environment) if name.startswith("REFCHECK_") and name not in known)


def _applied(settings: Settings, key: str, given: _Given, place: str, *, shown: str = "") -> Settings:
    try:
        return _EVERY[key](settings, given)
    except _Expected as error:
        value = "" if key in _SECRET else f", not {given.value!r}"
        raise ConfigurationError(
            f"`{shown or key}` in {place} must be {error}{value}.", "Correct it and run again."
        ) from error
    except _UnknownKey as error:
        raise _unknown(error.key, place, error.known) from error
    except UnknownRule as error:
        raise ConfigurationError(
            f"`{shown or key}` in {place}: {error}.", "`refcheck rule` lists all rules."
        ) from error


def _unknown(key: str, place: str, known: Iterable[str]) -> ConfigurationError:
    names = list(known)
    if key in _PERSONAL and key not in names:
        variable = "" if key in _NOT_IN_THE_ENVIRONMENT else f" or into {_variable(key)}"
        return ConfigurationError(
            f"`{key}` in {place} is a personal setting, which no project may decide.",
            f"Put it into {user_file()}{variable}.",
        )
    near = difflib.get_close_matches(key, names, n=1)
    advice = f"Did you mean `{near[0]}`?" if near else "It knows " + ", ".join(sorted(names)) + "."
    return ConfigurationError(f"refcheck does not know `{key}` in {place}.", advice)
