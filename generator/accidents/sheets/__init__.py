"""Tables of text -> rows with known fields: headings, what each column is, which rows are accidents."""
