"""Answers worked with pencil and paper, bug by bug: where the bug shows, and where it does not.

The example in `data/bugs/` is a further one for each bug, worked by hand too.
"""

SHOWS = """
writes-whole-sum | 57 + 36 | 813
carry-not-added | 57 + 36 | 83
carry-not-added | 467 + 285 | 642
carries-the-ones | 57 + 36 | 111
carry-to-leftmost-column | 467 + 285 | 842
carries-accumulate | 989 + 52 | 1141
carries-accumulate | 66 + 887 | 1053
adds-left-to-right | 328 + 145 | 4613
adds-all-digits | 28 + 15 | 16
smaller-from-larger | 400 - 126 | 326
smaller-from-larger | 7146 - 5438 | 2312
zero-instead-of-borrow | 536 - 277 | 300
smaller-from-larger-with-borrow | 536 - 277 | 251
borrow-once-then-smaller-from-larger | 536 - 277 | 359
smaller-from-larger-instead-of-borrow-from-zero | 904 - 237 | 673
zero-instead-of-borrow-from-zero | 904 - 237 | 670
borrow-no-decrement | 536 - 277 | 369
forget-borrow-over-blanks | 93 - 7 | 96
always-borrow-left | 536 - 277 | 169
borrow-skip-equal | 564 - 268 | 206
always-borrow | 57 - 24 | 213
always-borrow | 176 - 23 | 1413
borrow-from-zero | 306 - 148 | 258
borrow-across-zero | 306 - 148 | 68
stops-borrow-at-zero | 306 - 148 | 168
borrow-from-bottom-instead-of-zero | 508 - 349 | 179
dont-decrement-zero | 306 - 148 | 168
dont-decrement-zero | 403 - 8 | 3105
zero-minus-n-is-n | 400 - 126 | 326
zero-minus-n-is-zero | 400 - 126 | 300
n-minus-zero-is-zero | 428 - 120 | 300
stutter-subtract | 86 - 4 | 42
quit-when-bottom-blank | 86 - 4 | 2
adds-instead-of-subtracting | 57 - 24 | 81
product-carry-not-added | 27 × 4 | 88
adds-carry-before-multiplying | 27 × 4 | 168
first-row-carry-again | 57 × 38 | 2466
writes-whole-product | 46 × 3 | 1218
product-carries-the-ones | 27 × 4 | 162
forgets-placeholder-zero | 23 × 12 | 69
matching-places-only | 23 × 12 | 206
n-times-zero-is-n | 205 × 4 | 860
adds-instead-of-multiplying | 27 × 4 | 31
add-across | 3/5 + 1/5 | 4/10
add-across | 3/5 - 2/5 | 1
add-across | 3/5 - 1/2 | 2/3
add-across-when-unlike | 2/3 + 3/4 | 5/7
add-across-when-unlike | 5/6 - 1/4 | 4/2
common-denominator-old-numerators | 2/3 + 3/4 | 5/12
keeps-larger-denominator | 3/5 + 1/2 | 4/5
keep-denominator-in-multiplication | 3/5 × 1/2 | 30/10
turns-first-in-multiplication | 2/3 × 4/5 | 12/10
turns-second-in-multiplication | 2/3 × 4/5 | 10/12
whole-times-top-and-bottom | 4 × 1/6 | 4/24
turns-first-in-division | 5/6 ÷ 1/3 | 6/15
turns-both-in-division | 5/6 ÷ 1/3 | 18/5
multiplies-without-turning | 5/6 ÷ 1/3 | 5/18
keep-denominator-in-division | 3/5 ÷ 1/2 | 1/10
divides-across-dropping-remainders | 3/5 ÷ 2/5 | 1
whole-number-thinking | 4.08 ? 4.7 | >
longer-is-larger | 4.08 ? 4.7 | >
zero-makes-small | 4.63 ? 4.8 | >
column-overflow | 4.63 ? 4.8 | >
shorter-is-larger | 5.62 ? 5.736 | >
reciprocal-thinking | 0.35 ? 0.41 | >
negative-thinking | 0.35 ? 0.41 | >
money-thinking | 8.245 ? 8.24563 | =
point-ignored | 4.63 ? 4.8 | >
ignores-signs | -8 + 2 | 10
commutes-subtraction | 4 - 10 | 6
minus-a-minus-is-minus | -5 - (-3) | -8
adds-sizes-sign-of-larger | 2 + (-7) | -9
adds-sizes-and-appends-minus | 9 + (-4) | -13
subtracts-sizes-of-like-signs | -3 + (-5) | -2
sign-of-first | 2 + (-7) | 5
two-minuses-make-a-plus | -7 + (-2) | 9
minus-times-minus-is-minus | -20 ÷ (-5) | -4
partial-distribution | 3(x - 4) = 15 | 19/3
sign-lost-in-bracket | -3(x - 5) = 6 | -7
conjoining | 2x + 9 = 3 | 3/11
moves-unknown-without-changing-sign | 5x + 6 = 2x + 21 | 15/7
moves-number-without-changing-sign | 5x - 7 = 18 | 11/5
one-side-only | 5x - 7 = 18 | 18/5
divides-one-term-only | 3x + 4 = 19 | 7/3
subtracts-coefficient | 6x = 42 | 36
turns-quotient | 6x = 42 | 1/7
loses-negative-in-division | -2x - 6 = 8 | 7
zero-minus-n-is-n + borrow-across-zero | 904 - 237 | 637
zero-minus-n-is-n + stops-borrow-at-zero | 306 - 148 | 248
forgets-placeholder-zero + matching-places-only | 23 × 15 | 35
sign-of-first + adds-sizes-sign-of-larger | -3 + 5 | -8
partial-distribution + conjoining | 2(x + 3) = 16 | 16/5
"""

HIDES = """
writes-whole-sum | 32 + 45 | 77
carry-not-added | 32 + 45 | 77
carries-the-ones | 214 + 365 | 579
carry-to-leftmost-column | 28 + 15 | 43
carries-accumulate | 216 + 13 | 229
adds-left-to-right | 32 + 45 | 77
adds-all-digits | 4 + 5 | 9
smaller-from-larger | 57 - 24 | 33
zero-instead-of-borrow | 57 - 24 | 33
smaller-from-larger-with-borrow | 57 - 24 | 33
borrow-once-then-smaller-from-larger | 73 - 28 | 45
smaller-from-larger-instead-of-borrow-from-zero | 536 - 277 | 259
zero-instead-of-borrow-from-zero | 536 - 277 | 259
borrow-no-decrement | 57 - 24 | 33
forget-borrow-over-blanks | 73 - 28 | 45
always-borrow-left | 73 - 28 | 45
borrow-skip-equal | 536 - 277 | 259
always-borrow | 73 - 28 | 45
borrow-from-zero | 536 - 277 | 259
borrow-across-zero | 50 - 23 | 27
stops-borrow-at-zero | 536 - 277 | 259
borrow-from-bottom-instead-of-zero | 536 - 277 | 259
dont-decrement-zero | 536 - 277 | 259
zero-minus-n-is-n | 536 - 277 | 259
zero-minus-n-is-zero | 536 - 277 | 259
n-minus-zero-is-zero | 57 - 24 | 33
stutter-subtract | 57 - 24 | 33
quit-when-bottom-blank | 57 - 24 | 33
adds-instead-of-subtracting | 57 - 0 | 57
product-carry-not-added | 32 × 3 | 96
adds-carry-before-multiplying | 32 × 3 | 96
first-row-carry-again | 27 × 4 | 108
writes-whole-product | 32 × 3 | 96
product-carries-the-ones | 32 × 3 | 96
forgets-placeholder-zero | 46 × 3 | 138
matching-places-only | 46 × 3 | 138
n-times-zero-is-n | 46 × 3 | 138
adds-instead-of-multiplying | 2 × 2 | 4
add-across | 3/5 × 1/2 | 3/10
add-across-when-unlike | 3/5 + 1/5 | 4/5
common-denominator-old-numerators | 3/5 + 1/5 | 4/5
keeps-larger-denominator | 3/5 + 1/5 | 4/5
keep-denominator-in-multiplication | 3 × 2/5 | 6/5
turns-first-in-multiplication | 3/5 + 1/5 | 4/5
turns-second-in-multiplication | 3/5 + 1/5 | 4/5
whole-times-top-and-bottom | 3/5 × 1/2 | 3/10
turns-first-in-division | 3/5 × 1/2 | 3/10
turns-both-in-division | 3/5 × 1/2 | 3/10
multiplies-without-turning | 3/5 × 1/2 | 3/10
keep-denominator-in-division | 3/5 × 1/2 | 3/10
divides-across-dropping-remainders | 5/6 ÷ 1/3 | 5/2
whole-number-thinking | 5.62 ? 5.736 | <
longer-is-larger | 0.35 ? 0.41 | <
zero-makes-small | 4.08 ? 4.7 | <
column-overflow | 4.08 ? 4.7 | <
shorter-is-larger | 0.35 ? 0.41 | <
reciprocal-thinking | 3.4 ? 3 | >
negative-thinking | 12.6 ? 3.75 | >
money-thinking | 4.63 ? 4.8 | <
point-ignored | 0.35 ? 0.41 | <
ignores-signs | 3 - 8 | -5
commutes-subtraction | -3 - 5 | -8
minus-a-minus-is-minus | -3 - 5 | -8
adds-sizes-sign-of-larger | -3 + (-5) | -8
adds-sizes-and-appends-minus | -3 + (-5) | -8
subtracts-sizes-of-like-signs | -3 + 5 | 2
sign-of-first | 9 + (-4) | 5
two-minuses-make-a-plus | -3 + 5 | 2
minus-times-minus-is-minus | -4 × 3 | -12
partial-distribution | 3x + 4 = 19 | 5
sign-lost-in-bracket | 3(x - 4) = 15 | 9
conjoining | 6x = 42 | 7
moves-unknown-without-changing-sign | 3x + 4 = 19 | 5
moves-number-without-changing-sign | 6x = 42 | 7
one-side-only | 6x = 42 | 7
divides-one-term-only | x + 8 = 15 | 7
subtracts-coefficient | x + 8 = 15 | 7
turns-quotient | x + 8 = 15 | 7
loses-negative-in-division | 6x = 42 | 7
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """Bug, problem and answer of each line."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
