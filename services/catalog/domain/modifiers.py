"""The modifiers of CPT by number alone: their text is the AMA's, their numbers are facts."""

CPT_MODIFIERS = frozenset(
    "22 23 24 25 26 27 32 33 47 50 51 52 53 54 55 56 57 58 59 62 63 66 73 74 76 77 78 79 "
    "80 81 82 90 91 92 93 95 96 97 99 1P 2P 3P 8P".split()
)
