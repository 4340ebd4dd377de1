"""Hostile and broken input, drawn at random, at every door of the product.

`doors` says what may come in where and what must hold of it, `corpus` where inputs begin, `mutate` and
`grammar` make new ones, `run` tries many of them, `minimise` makes what was found small, `guided` lets
coverage lead.

    PYTHONPATH=tests python -m fuzz --inputs 1000000 --seed 1
"""
