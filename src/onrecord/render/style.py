"""The one style sheet of HTML pages: system fonts and colours, light and dark, print."""

from __future__ import annotations

#: Nothing is told by colour alone: passages are underlined, changed words struck out or underlined, the passage that
#: was jumped to has a frame.
STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-block-start: 2rem; border-block-end: 1px solid; }
h3 { font-size: 1rem; margin-block-end: .25rem; }
ul { margin: 0; padding-inline-start: 1.25rem; }
li { margin-block: .3rem; }
summary { cursor: pointer; margin-block: .3rem; }
table { border-collapse: collapse; inline-size: 100%; }
th, td { border-block-end: 1px solid; padding: .25rem .5rem; text-align: start; vertical-align: top; }
th, td:first-child { overflow-wrap: normal; }
td ul { padding-inline-start: 1rem; }
.quiet, .why, .empty { opacity: .8; }
.why { font-size: .9rem; }
.cite { font-size: .8rem; white-space: nowrap; }
del { text-decoration: line-through; }
ins { text-decoration: underline double; font-weight: 600; }
article { border-block-start: 1px solid; margin-block-start: 2rem; }
.text { white-space: pre-wrap; }
.passage { text-decoration: underline dotted; text-underline-offset: .2em; scroll-margin-block: 30vh; }
.passage:target { outline: 2px solid; outline-offset: 2px; background: Mark; color: MarkText; }
a:focus-visible, summary:focus-visible { outline: 3px solid Highlight; }
@media print {
  body { max-width: none; }
  .open { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  li, tr { break-inside: avoid; }
}
"""
