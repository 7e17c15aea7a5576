"""What a browser may put into the body of a callback: anything else was made by hand, and is refused before a callback sees it."""

from typing import Any

from components import ids

SCALARS = (str, int, float, bool, type(None))
WHOLE = {"n_clicks", "n_intervals", "n_submit"}  # counts
LISTS = {(ids.Citymap.LEDGERS, "value"), (ids.Citymap.ONLY, "value"), (ids.Audit.DAYS, "value")}
MAPPINGS = {(ids.Submissions.RESULT, "data"), (ids.Submissions.WATCHED, "data")}
WORDS = {(place.ASKED, "data") for place in (ids.Ledgers, ids.LedgerRow, ids.Quality, ids.Conflicts)} | {(ids.Submission.NUMBER, "data")}


def is_well_formed(body: dict[str, Any], entry: dict[str, Any]) -> bool:
    """As many inputs and states as the callback has, each the one it names, with a value of the kind its property holds."""
    changed, outputs = body.get("changedPropIds", []), body.get("outputs")
    return (isinstance(changed, list) and all(isinstance(name, str) for name in changed) and _are_places(outputs)
            and _are_given(body.get("inputs", []), entry["inputs"]) and _are_given(body.get("state", []), entry["state"]))


def _are_places(outputs: Any) -> bool:
    """One place, or a list of places, of which pattern ids have lists of their own."""
    if isinstance(outputs, list):
        return all(_are_places(one) for one in outputs)
    return outputs is None or (isinstance(outputs, dict) and isinstance(outputs.get("property"), str) and isinstance(outputs.get("id"), str | dict))


def _are_given(given: Any, wanted: list[dict[str, Any]]) -> bool:
    return isinstance(given, list) and len(given) == len(wanted) and all(_is_given(one, place) for one, place in zip(given, wanted, strict=True))


def _is_given(given: Any, place: dict[str, Any]) -> bool:
    if str(place["id"]).startswith("{"):
        return isinstance(given, list) and all(isinstance(one, dict) and isinstance(one.get("id"), dict) and _has_kind(one, place) for one in given)
    return isinstance(given, dict) and given.get("id") == place["id"] and _has_kind(given, place)


def _has_kind(given: dict[str, Any], place: dict[str, Any]) -> bool:
    """Several chosen values stand in a list, the words of an address in a mapping, all else is one value; other stores their readers look at."""
    at, value = (place["id"], place["property"]), given.get("value")
    if given.get("property") != place["property"]:
        return False
    if at in LISTS:
        return value is None or (isinstance(value, list) and all(isinstance(one, SCALARS) for one in value))
    if at in WORDS:
        return value is None or (isinstance(value, dict) and all(isinstance(one, SCALARS) for one in value.values()))
    if at in MAPPINGS:
        return value is None or isinstance(value, dict)
    if place["property"] == "pathname":
        return isinstance(value, str) and value.startswith("/")
    if place["property"] == "search":
        return value is None or isinstance(value, str)
    if place["property"] in WHOLE:
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    return place["property"] != "value" or isinstance(value, SCALARS)
