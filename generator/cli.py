"""From the words a planner types to one call."""


def main(arguments: list[str]) -> int:
    return 0
