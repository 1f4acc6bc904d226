"""Writes what is learned into the clinic table: one place that changes clinics.csv, prices.csv and evidence.csv."""
