"""Computed amounts: each is what its formula gives, over numbers that stand in its sources."""

import ast
import operator
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from corpus.check.findings import Finding, Kind
from corpus.entries import Derived, Topic
from corpus.facts import numbers
from corpus.wording import LoadedWording

_STEP: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# An eighth, 80 percent, half of it, twelve months: factors that a law writes as words.
_FACTORS = frozenset({"2", "4", "5", "8", "10", "12", "100"})


class NoFormula(ValueError):
    """A text is no sum, difference, product or quotient of numbers."""


def check_derived(topic: Topic, wording: LoadedWording) -> Iterator[Finding]:
    """Yield what is wrong with the computed amounts of a topic; numbers in a formula have a point, no comma."""
    for derived in topic.derived:
        for told in _faults(derived, wording):
            yield Finding(Kind.ERROR, topic.file, 1, topic.id, f"Berechneter Betrag {derived.amount}: {told}")


def _faults(derived: Derived, wording: LoadedWording) -> Iterator[str]:
    try:
        value = computed(derived.formula)
    except NoFormula as exc:
        yield f"Die Formel „{derived.formula}“ ist keine Rechnung ({exc})."
        return
    wanted = Decimal(derived.amount.replace(".", "").replace(",", "."))
    if value.quantize(wanted, ROUND_HALF_UP) != wanted:
        yield f"Die Formel „{derived.formula}“ ergibt {value.normalize():f}."
    printed = {_plain(number) for place in derived.sources for number in numbers(wording.text(place))}
    for number in _NUMBER.findall(derived.formula):
        if _plain(number) not in printed | _FACTORS and printed:
            yield f"{number} steht in keiner der Quellen."


def computed(formula: str) -> Decimal:
    """Return the value of "563 / 8", "3955 * 80 / 100"; raises NoFormula."""
    try:
        return _value(ast.parse(formula, mode="eval").body)
    except (SyntaxError, DivisionByZero, InvalidOperation, ZeroDivisionError) as exc:
        raise NoFormula(str(exc)) from exc


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return Decimal(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _STEP:
        return _STEP[type(node.op)](_value(node.left), _value(node.right))
    raise NoFormula(ast.unparse(node))


def _plain(number: str) -> str:
    """Return a number of a law ("3955", "13,90") or a formula ("13.9") in one form; what is none ("1/2") as it is."""
    try:
        return f"{Decimal(number.replace(',', '.')).normalize():f}"
    except InvalidOperation:
        return number
