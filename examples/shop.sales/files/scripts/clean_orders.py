"""Drops orders that were cancelled before they were paid."""
import csv
import sys

rows = csv.DictReader(sys.stdin)
writer = csv.DictWriter(sys.stdout, rows.fieldnames or [])
writer.writeheader()
writer.writerows(row for row in rows if row["state"] != "cancelled")
