"""The house holds: walls between rooms, order inside data, sizes as ceilings, banned words and calls."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = {  # room → rooms it may import from
    "data": {"data"},
    "components": {"components", "data"},
    "pages": {"pages", "components", "data"},
    "callbacks": {"callbacks", "components", "data"},
    "app": {"app", "pages", "callbacks", "components", "data"},
}
ORDER = ("vocabulary", "calendar", "rounding", "errors", "settings", "codes", "catalogue", "store", "access", "plan", "indicators",
         "intake", "supervision", "assessment", "reports", "demo", "jobs", "cli")
WORDS = set(ORDER[:6])  # the small words know each other
ONLY = {  # foreign package → files that may import it
    "dash": r"app\.py|components/.*|pages/.*|callbacks/.*",
    "flask": r"callbacks/.*",
    "werkzeug": r"app\.py|callbacks/.*",
    "plotly": r"components/.*",
    "dash_mantine_components": r"components/.*|pages/.*",
    "dash_leaflet": r"components/maps\.py",
    "sqlalchemy": r"data/.*",
    "openpyxl": r"data/.*",
    "pandas": r"data/.*|components/.*",
    "pickle": "nowhere", "shelve": "nowhere", "marshal": "nowhere", "diskcache": "nowhere", "dash_extensions": "nowhere",
}
CALLS = {  # call → files that may make it
    "eval": "nowhere", "exec": "nowhere", "breakpoint": "nowhere", "read_pickle": "nowhere",
    "create_engine": r"data/store/engine\.py",
    "Graph": r"components/graph\.py",
    "TileLayer": r"components/maps\.py",
    "Markdown": "nowhere",
    "scoped_session": "nowhere", "sessionmaker": "nowhere",
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "process", "info", "data2", "tmp",
                "update_output", "do", "stuff"}
BANNED_WORDS = (r"\bTODO\b", r"\bFIXME\b", r"\bXXX\b", r"dangerously_allow_\w+\s*=\s*True", r"shell\s*=\s*True", r"yaml\.load\(",
                r"enableEnterpriseModules", r"/work/", r"\b(pd|pandas)\.read_excel\(")
AGREED = {"enqueue_upload", "measure_unit"}  # signatures that rooms agreed on
LONGEST_FILE, LONGEST_FUNCTION, MOST_ARGUMENTS = 250, 40, 6


@cache
def sources() -> list[str]:
    found = [path for room in ROOMS for path in ([ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py")))]
    return [str(path.relative_to(ROOT)) for path in found]


@cache
def nodes(name: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse((ROOT / name).read_text("utf-8"))))


@cache
def imports(name: str) -> set[str]:
    """Every module a file imports, wherever in the file."""
    found = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def functions(name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in nodes(name) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def own_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without the functions inside it: registering callbacks is not a long thought."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node is not function]
    hidden = {line for node in inner for line in range(min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.end_lineno + 1)}
    return function.end_lineno - function.lineno + 1 - len(hidden)


def part_of_data(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "data" and len(parts) > 1 and parts[1] in ORDER else None


def test_a_room_imports_only_from_rooms_it_may():
    wrong = []
    for name in sources():
        room = name.split("/")[0].removesuffix(".py")
        wrong += [f"{name} → {top}" for top in {module.split(".")[0] for module in imports(name)} & set(ROOMS) if top not in ROOMS[room]]
    assert wrong == []


def test_inside_data_nobody_imports_from_its_right():
    wrong = []
    for name in (name for name in sources() if name.startswith("data/") and name != "data/__init__.py"):
        own = name.split("/")[1].removesuffix(".py")
        assert own in ORDER, f"data/{own} has no place in the order"
        reached = {part for module in imports(name) if (part := part_of_data(module))}
        wrong += [f"{name} → {part}" for part in reached if ORDER.index(part) > ORDER.index(own) and not {own, part} <= WORDS]
    assert wrong == []


def test_a_foreign_package_is_imported_only_where_it_belongs():
    assert [f"{name}: {top}" for name in sources() for top in {module.split(".")[0] for module in imports(name)} & set(ONLY)
            if not re.fullmatch(ONLY[top], name)] == []


def test_the_web_opens_no_file_that_a_unit_sent():
    """What reads or rewrites a unit's file works in the worker, the command line, or the contained child."""
    openers = {f"data.intake.{name}" for name in ("annotate", "returned", "reader", "take", "again", "parse", "container")}
    web = [name for name in sources() if not name.startswith("data/")] + ["data/jobs/uploads.py", "data/access/downloads.py"]
    assert [f"{name} → {module}" for name in web for module in imports(name) & openers] == []


def test_a_dangerous_or_wrapped_call_is_made_only_in_its_place():
    wrong = []
    for name in sources():
        calls = {node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                 for node in nodes(name) if isinstance(node, ast.Call)}
        wrong += [f"{name}: {call}" for call in calls & set(CALLS) if not re.fullmatch(CALLS[call], name)]
    assert wrong == []


def test_no_file_is_longer_than_its_ceiling():
    assert [name for name in sources() if len((ROOT / name).read_text("utf-8").splitlines()) > LONGEST_FILE] == []


def test_no_function_is_longer_than_its_ceiling():
    assert [f"{name}: {f.name} {own_length(f)}" for name in sources() for f in functions(name) if own_length(f) > LONGEST_FUNCTION] == []


def test_a_function_takes_few_arguments():
    def count(function):
        given = function.args
        return len([a for a in (*given.posonlyargs, *given.args, *given.kwonlyargs) if a.arg not in {"self", "cls"}])

    def is_excused(name, function):
        head = (ROOT / name).read_text("utf-8").splitlines()[function.lineno - 1:function.body[0].lineno]
        return any("noqa: PLR0913" in line for line in head)

    def is_command(function):
        return any("click" in ast.unparse(decorator) for decorator in function.decorator_list)
    assert [f"{name}: {f.name} {count(f)}" for name in sources() if name.startswith(("data/", "components/")) for f in functions(name)
            if count(f) > MOST_ARGUMENTS and f.name not in AGREED and not is_command(f) and not is_excused(name, f)] == []


def test_every_file_opens_with_one_caption_line():
    def has_caption(name):
        caption = ast.get_docstring(nodes(name)[0])
        return caption and "\n" not in caption.split("\n\n")[0].strip()
    assert [name for name in sources() if not has_caption(name)] == []


def test_names_say_what_a_thing_is():
    def names(name):
        return {Path(name).stem, *(n.name for n in nodes(name) if isinstance(n, ast.ClassDef | ast.FunctionDef))}
    assert [f"{name}: {n}" for name in sources() for n in names(name)
            if n.lower() in BANNED_NAMES or re.fullmatch(r"callback_?\d+", n)] == []


def test_no_banned_word_is_written():
    assert [f"{name}: {word}" for name in sources() for word in BANNED_WORDS if re.search(word, (ROOT / name).read_text("utf-8"))] == []


def test_services_never_ask_the_clock():
    asking = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")
    services = [name for name in sources() if name.startswith("data/") and not name.startswith(("data/jobs/", "data/cli/"))]
    assert [name for name in services if asking.search((ROOT / name).read_text("utf-8"))] == []


def test_only_the_catchers_catch_everything():
    catching = {name for name in sources() for node in nodes(name) if isinstance(node, ast.ExceptHandler)
                and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})}
    assert catching <= {"data/jobs/worker.py", "data/intake/container.py"}
