"""DecideNext: which cards a group of people thinks need the same next step."""

from collections import Counter
from itertools import combinations

from .forms import Parts, Value, bars

PAIRS = 10
TOGETHER = "Two cards are together where somebody put both into one group: the same need, the same next move."


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
            typed += [(f"Next move for {_listed(cards, labels)}", group.text("move"))] if cards else []
            typed += [(f"Issue of {_listed(cards, labels)}", group.text("issue"))] if cards else []
        if holding:
            made[holding] += 1
        sheet = value.record("sheet")
        typed += [(box["name"], sheet.text(box["id"])) for box in content["boxes"]]
    of = made.total()
    if not of:
        return Parts(typed=typed, missing="Nobody has made groups yet.")
    order = {card: place for place, card in enumerate(labels)}
    top = sorted(pairs, key=lambda pair: (-pairs[pair], sorted(order[card] for card in pair)))[:PAIRS]
    names = {_id(pair, order): _listed(sorted(pair, key=order.get), labels) for pair in top}
    together = Counter({_id(pair, order): pairs[pair] for pair in top})
    sizes = {str(size): f"{size} {'group' if size == 1 else 'groups'}" for size in sorted(made)}
    panels = [bars("Cards most often in one group", of, together, names)] if top else []
    panels.append(bars("Groups made", of, Counter({str(size): times for size, times in made.items()}), sizes))
    return Parts(about=[TOGETHER], panels=panels, typed=typed)


def _id(pair: frozenset[str], order: dict[str, int]) -> str:
    return "+".join(sorted(pair, key=order.get))


def _listed(cards: list[str], labels: dict[str, str]) -> str:
    names = [labels[card] for card in cards]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
