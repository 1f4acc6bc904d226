"""One module per outside source of clinics; each gives rows in the format of `data/`, with their evidence."""
