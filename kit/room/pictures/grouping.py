"""DecideNext: which cards a group of people thinks need the same next step."""

from collections import Counter
from itertools import combinations

from ...lang import later, t
from .forms import Parts, Value, bars, listed

PAIRS = 10
TOGETHER = later(
    "Two cards are together where somebody put both into one group: the same need, the same next move."
)


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """How many groups people made, and which cards stand together most often; names, issues and moves for the hand."""
    labels = {card["id"]: card["label"] for card in content["cards"]}
    made, pairs, typed = Counter(), Counter(), []
    for value in values:
        groups = value.get("groups")
        groups = [Value(one) for one in groups if isinstance(one, dict)] if isinstance(groups, list) else []
        placed: set[str] = set()
        holding = 0
        for group in groups:
            cards = [card for card in group.texts("cards") if card in labels and card not in placed]
            placed.update(cards)
            holding += bool(cards)
            pairs.update(frozenset(pair) for pair in combinations(cards, 2))
            if cards:
                named = listed([labels[card] for card in cards])
                typed.append((t("Next move for {cards}", cards=named), group.text("move")))
                typed.append((t("Issue of {cards}", cards=named), group.text("issue")))
        if holding:
            made[holding] += 1
        sheet = value.record("sheet")
        typed += [(box["name"], sheet.text(box["id"])) for box in content["boxes"]]
    of = made.total()
    if not of:
        return Parts(typed=typed, missing=t("Nobody has made groups yet."))
    order = {card: place for place, card in enumerate(labels)}
    top = sorted(pairs, key=lambda pair: (-pairs[pair], sorted(order[card] for card in pair)))[:PAIRS]
    names = {_id(pair, order): listed([labels[card] for card in sorted(pair, key=order.get)]) for pair in top}
    together = Counter({_id(pair, order): pairs[pair] for pair in top})
    sizes = {
        str(size): t("{n} group", n=size) if size == 1 else t("{n} groups", n=size) for size in sorted(made)
    }
    panels = [bars(t("Cards most often in one group"), of, together, names)] if top else []
    panels.append(
        bars(t("Groups made"), of, Counter({str(size): times for size, times in made.items()}), sizes)
    )
    return Parts(about=[t(TOGETHER)], panels=panels, typed=typed)


def _id(pair: frozenset[str], order: dict[str, int]) -> str:
    return "+".join(sorted(pair, key=order.get))
