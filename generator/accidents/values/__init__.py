"""One cell -> one value: dates, times, coordinates, counts, money, codes."""
