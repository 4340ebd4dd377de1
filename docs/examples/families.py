"""A made-up population of families, as a Parquet file: nobody's data, and like no country's.

python docs/examples/families.py families.parquet --families 1000000 --seed 1

Every family has a number, a region and an income, and its children: date of birth, whether the parent has
charge of the child, and whether it lives in turns with each parent. Of some the children are not known.
The same seed draws the same families, whatever the versions of what runs it.
"""

import argparse

import duckdb

DRAWN = """
CREATE MACRO drawn(i, kind, n) AS
  CAST(((i + {seed} * 7919) * (2654435761 + 2 * 104729 * kind)) % 4294967296 // 65536 % n AS INTEGER);
"""
FAMILIES = """
SELECT i AS id,
  CASE WHEN a < 420 THEN 'north' WHEN a < 700 THEN 'south' WHEN a < 880 THEN 'east' ELSE 'west' END AS region,
  CASE WHEN b < 300 THEN 'low' WHEN b < 750 THEN 'middle' ELSE 'high' END AS income,
  CASE WHEN c >= 20 THEN list_transform(
    range(CASE WHEN c < 120 THEN 0 WHEN c < 470 THEN 1 WHEN c < 830 THEN 2 WHEN c < 960 THEN 3 ELSE 4 END),
    lambda k: {{
      'born': DATE '1993-01-01' + drawn(i, 10 + CAST(k AS INTEGER), 7700),
      'dependent': drawn(i, 20 + CAST(k AS INTEGER), 25) > 0,
      'alternates': drawn(i, 4, 9) = 0}}) END AS children
FROM (SELECT i, drawn(i, 1, 1000) AS a, drawn(i, 2, 1000) AS b, drawn(i, 3, 1000) AS c
  FROM range({families}) AS t(i))
ORDER BY id"""


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    connection = duckdb.connect()
    connection.execute(DRAWN.format(seed=options.seed))
    connection.sql(FAMILIES.format(families=options.families)).write_parquet(options.file)


if __name__ == "__main__":
    main()
