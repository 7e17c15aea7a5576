"""All sketched ledgers by code, and their tables."""

from data.demo.declared.addresses import ADDRESS
from data.demo.declared.affairs import AFFAIRS
from data.demo.declared.facilities import FACILITIES
from data.demo.declared.monthly import MONTHLY
from data.demo.declared.thing import Sketch

SKETCHES: dict[str, Sketch] = {**FACILITIES, **AFFAIRS, **MONTHLY, "address": ADDRESS}
