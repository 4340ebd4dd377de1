"""How editors draw what a page declares."""

from lsprotocol import types

SYMBOLS = {
    "article": types.SymbolKind.Namespace,
    "provision": types.SymbolKind.Package,
    "fact": types.SymbolKind.Variable,
    "define": types.SymbolKind.Function,
    "rule": types.SymbolKind.Function,
    "type": types.SymbolKind.Enum,
    "record": types.SymbolKind.Struct,
    "question": types.SymbolKind.Interface,
    "scenario": types.SymbolKind.Event,
    "cases": types.SymbolKind.Event,
}
