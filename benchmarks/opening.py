"""Opens a page as a browser would: the layout, then every callback it fires, each as soon as what it waits for is there."""

import json
from dataclasses import dataclass, field
from time import perf_counter, process_time
from urllib.parse import urlencode

from benchmarks.city import PERIODS
from tests.web import Person, outputs_of

ROUTER = ".._pages_content.children..._pages_store.data.."
Values = dict[tuple[str, str], object]


def key(identity) -> str:
    return identity if isinstance(identity, str) else json.dumps(identity, sort_keys=True, separators=(",", ":"))


@dataclass
class Opening:
    """One page while it is drawn; `seconds` passed in the server for it, of them `worked` on a processor."""

    app: object
    person: Person
    period: str
    values: Values = field(default_factory=dict)
    fired: list[str] = field(default_factory=list)
    seconds: float = 0.0
    worked: float = 0.0

    def open(self, path: str, addresses: tuple[str, ...] = ()) -> "Opening":
        self._found(self.person.get("/_dash-layout").get_json())
        self.values["shell-period", "value"] = self.period
        path, _, search = path.partition("?")
        self.values |= {("_pages_location", "pathname"): path, ("_pages_location", "search"): f"?{search}" if search else ""}
        self._fire(next(c for c in self.app._callback_list if c["output"] == ROUTER))
        waiting = [c for c in self.app._callback_list if not c["prevent_initial_call"] and c["output"] != ROUTER and "callback" in self._entry(c)]
        while ready := [c for c in waiting if self._is_here(c)]:
            outputs = {part for c in ready for part in self._outputs(c)}
            free = [c for c in ready if not outputs & {(i["id"], i["property"]) for i in c["inputs"]}] or ready[:1]
            self._fire(free[0])
            waiting.remove(free[0])
        for address in addresses:
            self._timed(lambda asked=address: self.person.get(asked))
        return self

    def say(self, output: str, values: Values) -> None:
        """Somebody fills in inputs, and the callback of this output answers."""
        self.values |= values
        self._fire(next(c for c in self.app._callback_list if c["output"] == output))

    def _entry(self, callback) -> dict:
        return self.app.callback_map[callback["output"]]

    def _is_here(self, callback) -> bool:
        """All it reads and writes is drawn; the frame alone, with its month, fires nothing."""
        ids = {name for name, _ in self.values}
        named = [part["id"] for part in callback["inputs"]] + [name for name, _ in self._outputs(callback)]
        return all(name.startswith("{") or name in ids for name in named)

    def _outputs(self, callback) -> set[tuple[str, str]]:
        parts = outputs_of(callback["output"])
        return {(part["id"], part["property"]) for part in (parts if isinstance(parts, list) else [parts])}

    def _matches(self, pattern: str) -> list[dict]:
        """Drawn components that a pattern like {"type":"x","n":["ALL"]} means."""
        wanted = {name: value for name, value in json.loads(pattern).items() if value != ["ALL"]}
        drawn = [json.loads(name) for name in {name for name, _ in self.values} if name.startswith("{")]
        return [found for found in drawn if found.keys() == json.loads(pattern).keys() and wanted.items() <= found.items()]

    def _fill(self, part) -> dict | list:
        if part["id"].startswith("{"):
            return [{"id": one, "property": part["property"], "value": self.values.get((key(one), part["property"]))} for one in self._matches(part["id"])]
        return {**part, "value": self.values.get((part["id"], part["property"]))}

    def _output(self, part) -> dict | list:
        return [{"id": one, "property": part["property"]} for one in self._matches(part["id"])] if part["id"].startswith("{") else part

    def _fire(self, callback) -> None:
        parts = outputs_of(callback["output"])
        body = {"output": callback["output"], "outputs": [self._output(p) for p in parts] if isinstance(parts, list) else self._output(parts),
                "inputs": [self._fill(i) for i in callback["inputs"]], "state": [self._fill(s) for s in callback["state"]], "changedPropIds": []}
        answer = self._timed(lambda: self.person.post("/_dash-update-component", json=body))
        self.fired.append(callback["output"])
        for name, properties in ((answer.get_json(silent=True) or {}).get("response") or {}).items():
            for prop, value in properties.items():
                self.values[name, prop] = value
                self._found(value)

    def _timed(self, ask):
        begun, worked = perf_counter(), process_time()
        answer = ask()
        self.seconds += perf_counter() - begun
        self.worked += process_time() - worked
        assert answer.status_code in (200, 204), (answer.status_code, answer.text[:300])
        assert "系统繁忙" not in answer.text, self.fired
        return answer

    def _found(self, drawn) -> None:
        """Remember every component with an id and what it holds."""
        if isinstance(drawn, list):
            for part in drawn:
                self._found(part)
        elif isinstance(drawn, dict):
            properties = drawn.get("props")
            if isinstance(properties, dict) and "id" in properties:
                self.values |= {(key(properties["id"]), name): value for name, value in properties.items()}
            for part in drawn.values():
                self._found(part)


def objects_in(box: str, zoom: int, ledgers: str = "coding,pole,station", **narrowed: str) -> str:
    return "/geo/objects?" + urlencode({"box": box, "zoom": zoom, "ledgers": ledgers, "period": PERIODS[-1], **narrowed})
