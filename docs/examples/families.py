"""A made-up population of families, as a Parquet file: nobody's data, and like no country's.

python docs/examples/families.py families.parquet --families 1000000 --seed 1

Every family has a number, a region and an income, and its children: date of birth, whether the parent has
charge of the child, and whether it lives in turns with each parent. Of some the children are not known.
"""

import argparse

import duckdb

FAMILIES = """
WITH drawn AS (
  SELECT i AS id, hash(i, {seed}, 1) % 1000 AS a, hash(i, {seed}, 2) % 1000 AS b,
    CAST(hash(i, {seed}, 3) % 1000 AS INTEGER) AS c
  FROM range({families}) AS t(i))
SELECT id,
  CASE WHEN a < 420 THEN 'north' WHEN a < 700 THEN 'south' WHEN a < 880 THEN 'east' ELSE 'west' END AS region,
  CASE WHEN b < 300 THEN 'low' WHEN b < 750 THEN 'middle' ELSE 'high' END AS income,
  CASE WHEN c >= 20 THEN list_transform(range(CASE WHEN c < 120 THEN 0 WHEN c < 470 THEN 1 WHEN c < 830 THEN 2
      WHEN c < 960 THEN 3 ELSE 4 + c % 3 END), lambda k: {{
    'born': DATE '1993-01-01' + CAST(hash(id, {seed}, 10 + k) % 7700 AS INTEGER),
    'dependent': hash(id, {seed}, 20 + k) % 25 > 0,
    'alternates': hash(id, {seed}, 4) % 9 = 0}}) END AS children
FROM drawn ORDER BY id"""


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    drawn = duckdb.sql(FAMILIES.format(families=options.families, seed=options.seed))
    drawn.write_parquet(options.file)


if __name__ == "__main__":
    main()
