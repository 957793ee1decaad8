"""The document: text, sections, blocks, tables, cells, spans, sentences."""

from gouji.document.model import Block, Cell, Document, Section, Span, Table

__all__ = ["Block", "Cell", "Document", "Section", "Span", "Table"]
