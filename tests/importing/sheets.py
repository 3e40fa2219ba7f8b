"""Worksheet pictures drawn for tests: printed lines, rules, and strokes that look like handwriting. Nobody wrote them."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1200, 1600
INK, PRINT = (40, 45, 120), (30, 30, 30)


class Sheet:
    """A page being drawn; `name` is where the name was written, in fractions of the page."""

    def __init__(self, seed: int = 1, paper: tuple[int, int, int] = (250, 249, 245)):
        self.image = Image.new("RGB", (WIDTH, HEIGHT), paper)
        self.draw = ImageDraw.Draw(self.image)
        self.random = random.Random(seed)
        self.name: tuple[float, float, float, float] | None = None

    def printed(self, x: int, y: int, text: str, size: int = 30) -> float:
        """Printed words; returns where they end."""
        font = ImageFont.load_default(size)
        self.draw.text((x, y), text, fill=PRINT, font=font)
        return x + self.draw.textlength(text, font=font)

    def rule(self, x: int, y: int, to: int) -> None:
        self.draw.line((x, y, to, y), fill=PRINT, width=2)

    def written(self, x: int, y: int, to: int, tall: int = 40) -> tuple[int, int, int, int]:
        """A word by hand on the line y: arcs and loops from x to `to`."""
        points = []
        at = float(x)
        while at < to:
            wave = math.sin(at / 9) * tall / 3 + math.sin(at / 23) * tall / 4
            points.append((at, y - tall / 2 + wave + self.random.uniform(-3, 3)))
            at += self.random.uniform(2, 5)
            if self.random.random() < 0.04:
                self._stroke(points)
                points, at = [], at + 8
        self._stroke(points)
        return (x, y - tall, to, y + 8)

    def _stroke(self, points: list) -> None:
        if len(points) > 1:
            self.draw.line(points, fill=INK, width=4, joint="curve")

    def named(self, box: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = box
        self.name = (left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)

    def work(self, top: int = 380) -> None:
        """A task in print and an answer by hand, further down."""
        self.printed(90, top, "1. Which is more, 3/4 or 5/8? Show how you know.", 34)
        for row in range(6):
            y = top + 140 + row * 130
            self.written(110, y, 110 + self.random.randint(350, 900), 44)


def name_line_left(seed: int = 1) -> Sheet:
    sheet = Sheet(seed)
    end = int(sheet.printed(80, 92, "Name:", 32))
    sheet.rule(end + 10, 130, end + 420)
    sheet.named(sheet.written(end + 25, 126, end + 300))
    sheet.work()
    return sheet


def name_and_date(seed: int = 2) -> Sheet:
    sheet = Sheet(seed)
    end = int(sheet.printed(80, 92, "Name", 32))
    sheet.rule(end + 10, 130, end + 400)
    sheet.named(sheet.written(end + 25, 126, end + 330))
    end = int(sheet.printed(700, 92, "Date", 32))
    sheet.rule(end + 10, 130, 1100)
    sheet.written(end + 25, 126, end + 160)
    sheet.printed(330, 220, "Comparing fractions", 48)
    sheet.work()
    return sheet


def written_top_right(seed: int = 3) -> Sheet:
    sheet = Sheet(seed)
    sheet.named(sheet.written(780, 120, 1090, 46))
    sheet.work()
    return sheet


def written_top_left(seed: int = 4) -> Sheet:
    sheet = Sheet(seed)
    sheet.named(sheet.written(70, 150, 380, 46))
    sheet.printed(420, 220, "Exit ticket", 46)
    sheet.work()
    return sheet


def lined_paper(seed: int = 5) -> Sheet:
    sheet = Sheet(seed)
    for y in range(240, HEIGHT, 62):
        sheet.draw.line((0, y, WIDTH, y), fill=(170, 190, 225), width=2)
    sheet.draw.line((120, 0, 120, HEIGHT), fill=(230, 150, 150), width=2)
    sheet.named(sheet.written(640, 180, 1000, 46))
    for row in range(8):
        sheet.written(150, 422 + row * 124, 150 + sheet.random.randint(300, 900), 44)
    return sheet


def on_the_first_line(seed: int = 8) -> Sheet:
    """Ruled paper, the name written on its first line, so that the writing touches the line."""
    sheet = Sheet(seed)
    for y in range(180, HEIGHT, 62):
        sheet.draw.line((0, y, WIDTH, y), fill=(120, 140, 190), width=3)
    sheet.named(sheet.written(180, 186, 520, 46))
    for row in range(8):
        sheet.written(150, 372 + row * 124, 150 + sheet.random.randint(300, 900), 44)
    return sheet


def crowded(seed: int = 9) -> Sheet:
    """A printed heading of three lines, then the name below it, still in the top fifth."""
    sheet = Sheet(seed)
    for row, words in enumerate(("Grade 4 Mathematics", "Unit 5, Lesson 3", "Comparing fractions")):
        sheet.printed(90, 40 + row * 70, words, 36)
    end = int(sheet.printed(80, 262, "Name:", 32))
    sheet.rule(end + 10, 300, end + 420)
    sheet.named(sheet.written(end + 25, 296, end + 300))
    sheet.work(420)
    return sheet


def at_the_bottom(seed: int = 6) -> Sheet:
    sheet = Sheet(seed)
    sheet.work(260)
    sheet.named(sheet.written(700, 1530, 1000, 44))
    return sheet


def without_a_name(seed: int = 7) -> Sheet:
    sheet = Sheet(seed)
    sheet.work(520)
    return sheet


def photo(sheet: Sheet, turn: float = 0, shade: bool = True, blur: float = 0.8) -> Image.Image:
    """The page as a phone takes it: light falls off, it is a little turned, soft, and has noise."""
    image = sheet.image
    if turn:
        image = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=(120, 110, 100))
    if shade:
        slope = Image.linear_gradient("L").resize(image.size).point(lambda value: 175 + value * 80 // 255)
        image = Image.composite(image, Image.new("RGB", image.size, (60, 55, 50)), slope)
    noise = Image.effect_noise(image.size, 14).convert("RGB")
    return Image.blend(image, noise, 0.06).filter(ImageFilter.GaussianBlur(blur))


WITH_A_NAME_ON_TOP = (
    name_line_left,
    name_and_date,
    written_top_right,
    written_top_left,
    lined_paper,
    on_the_first_line,
    crowded,
)
