"""What means something to each reader: marks, names and values that its cases are sprinkled with."""

from __future__ import annotations


def _words(text: str) -> tuple[bytes, ...]:
    """One piece a line, as written; ``\\n`` and the like are read as in Python."""
    return tuple(line.encode().decode("unicode_escape").encode("latin-1") for line in text.strip().splitlines())


TEXT = _words(r"""
\xff\xfe
\xfe\xff
\x00\x00\xfe\xff
\xef\xbb\xbf
<meta charset="shift_jis">
<?xml version="1.0" encoding="koi8-r"?>
\x1b$B
\x1b(B
\x81\x40
\x8e\xa1
\xe9\xe8
\xd0\xb0
SORN, Feb 7 (VPA) \xe2\x80\x94\x20
By Ilse Marn
February 30, 2026
\xe2\x80\x9c
\xe2\x80\x9d
PNG
%PDF-1.4
{\\rtf
PK\x03\x04
RIFF
\x1f\x8b\x08
""")
PAGE = _words(r"""
<!doctype html>
<html><body>
</body></html>
<article>
</article>
<h1>Talks in Sorn put off</h1>
<p>The talks were put off, Minister Oda Brell said on Friday, and no new day was named.
</p>
<br>
<table><tr><td colspan=1000000000>
</td></tr></table>
<blockquote class="twitter-tweet">
</blockquote>
<figure><figcaption>The hall.
</figure>
<div class="image"><img src=a>A picture of the hall.</div>
<pre>\r\n\t
</pre>
<li hidden>
<svg><![CDATA[
]]>
<!--
-->
<script>
</script>
<script type="application/ld+json">
{"@type":"NewsArticle","headline":"Talks","datePublished":"2026-02-07","author":[{"@id":"#a"}],"articleBody":"\\ud800"}
"isAccessibleForFree":"False","hasPart":{"isAccessibleForFree":false,"cssSelector":".paid"}
"articleBody":"The talks were put off, and the text goes on and on.\\n\\nIt does."
<meta property="og:title" content="Talks &#xD800; put off">
<meta name="author" content="By Ilse Marn, Tom Ferrin and Jo Marn">
<meta property="article:published_time" content="99999-02-07">
<meta itemprop="datePublished" content="2026-02-07T10:15:00+25:00">
<link rel="canonical" href="javascript:alert(1)">
<link rel="canonical" href="https://[::1/a">
<link rel=next href="?page=2">
<meta charset=utf-16>
<meta http-equiv=content-type content="text/html; charset=gb2312">
<base href="//x">
<title>Talks | The Lindau Courier</title>
<span>
<a href="x">
<a href="/more">Read more</a>
Continue reading
<time pubdate datetime="2026-02-30">
<p style="display:none">
<template>
<noscript>
<math><mtext>
<plaintext>
<xmp>
<textarea>
&nbsp;
&#0;
&#xD800;
&#x110000;
&amp;lt;
&lt;p&gt;
class="sr-only"
rowspan=99999999
=\"
""")
JSON = _words(r"""
{"text": "The talks were put off.", "published": "2026-02-07"}
{"text":
"title":
"outlet":
"url": "javascript:alert(1)",
"url": "https://ledger.example/1",
"published": "2026-13-45",
"byline": ["Ilse Marn", 3],
"language": "en-GB",
"id": 12345678901234567890,
"uri": "urn:x",
"type": "picture",
"headline": "Talks",
"headlines": [{"role": "main", "value": "Talks"}],
"body_xhtml": "<p>The talks were put off.</p>",
"body_text": "The talks were put off.",
"bodies": [{"contenttype": "text/html", "value": "<p>Put off.</p>"}],
"pubstatus": "canceled",
"versioncreated": "20260207T101500Z",
"people": [{"rel": "author", "name": "Ilse Marn"}],
"associations": {},
"content": "<p>Put off.</p>",
\\ud800
\\udc00
\\u0000
\\u2028
NaN
Infinity
-
1e999
true
null
[[[[
]]]]
{"a":
}}}}
,
:
\xef\xbb\xbf
\n
\r\n
""")
FEED = _words(r"""
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
</channel></rss>
<item>
</item>
<title>Talks &amp;lt;b&amp;gt; put off</title>
<link>https://ledger.example/1</link>
<link>javascript:alert(1)</link>
<link>http://[::1</link>
<guid isPermaLink="false">t-1</guid>
<pubDate>Sat, 07 Feb 99999 10:15:00 GMT</pubDate>
<pubDate>Sat, 07 Feb 2026 10:15:00 +9999</pubDate>
<dc:creator>Ada Lorn</dc:creator>
<author>mail@example.org (Ada Lorn)</author>
<content:encoded><![CDATA[<p>It opens.</p>
]]></content:encoded>
<description>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://[/">
<entry>
</entry>
</feed>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<content type="html" src="x">
<link rel="alternate" href="
<updated>0000-00-00T00:00:00Z</updated>
<!DOCTYPE rss [<!ENTITY a "b">]>
<!DOCTYPE rss
<![CDATA[
]]>
&a;
&#x0;
&#xFFFE;
{"version": "https://jsonfeed.org/version/1.1", "items": [
{"id": 7, "url": "/7", "content_text": "First.\\n\\nSecond."}
"content_html":
"authors": [{"name": "Ada Lorn"}]
]}
<opml version="2.0"><body>
<outline text="Ledger" type="rss" xmlUrl="https://ledger.example/feed"/>
<outline xmlUrl="feed://courier.example/rss&#10;&#x1b;x" title="&#10;">
</outline>
</body></opml>
xmlns:media="http://search.yahoo.com/mrss/"
<media:content url="x" type="video/mp4"/>
<georss:point>1 2</georss:point>
<enclosure url="x" length="x"/>
""")
WIRE = _words(r"""
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:vpa.example:1">
</newsItem>
<newsMessage><itemSet>
</itemSet></newsMessage>
<packageItem/>
<itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>
<versionCreated>2026-02-07T10:15:00Z</versionCreated>
<contentMeta><headline>Talks in Sorn put off</headline></contentMeta>
<contentSet>
</contentSet>
<inlineXML contenttype="application/nitf+xml">
</inlineXML>
<inlineData contenttype="text/plain" encoding="base64">VGFsa3MgZW5kZWQu
<inlineData contenttype="text/html">&lt;p&gt;Talks ended.
</inlineData>
<nitf><head><docdata management-status="killed"/></head><body><body.content>
</body.content><body.end><tagline>Edited</tagline></body.end></body></nitf>
<block><p>The talks were put off.</p>
</block>
<hl1>Talks in Sorn put off</hl1>
<byline>By Ilse Marn</byline>
<dateline>SORN, Feb 7 (VPA)</dateline>
<media><media-caption>The hall.
<date.issue norm="20260207T101500+2599"/>
<doc.copyright holder="Veranian Press Agency"/>
<pubdata name="Courier" ex-ref="javascript:alert(1)" date.publication="20269999"/>
<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:body><x:p>Talks ended.
</x:p></x:body></x:html>
xmlns:y="urn:y"
y:z="1"
<y:p>
<!DOCTYPE nitf SYSTEM "x.dtd" [<!ENTITY e "f">]>
<!DOCTYPE nitf
<?xml-stylesheet href="x"?>
<![CDATA[
]]>
<!--
-->
&eacute;
&nbsp;
&nothing;
&#0;
&#xD800;
xml:lang="en"
""")
WARC = _words(r"""
WARC/1.0\r\n
WARC/1.1\r\nWARC-Type: response\r\n
WARC-Type: resource\r\n
WARC-Type: conversion\r\nContent-Type: text/plain\r\n
WARC-Type: warcinfo\r\n
WARC-Type: revisit\r\n
WARC-Target-URI: https://ledger.example/\xff\r\n
WARC-Target-URI: file:///../../etc/passwd\r\n
WARC-Target-URI: <https://ledger.example/1>\r\n
WARC-Date: 99999-02-20T08:00:00Z\r\n
WARC-Truncated: length\x1b[31m\r\n
WARC-Segment-Number: 2\r\n
WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n
Content-Length: 5\r\n
Content-Length: -5\r\n
Content-Length: 999999999999999999\r\n
Content-Length: 30000000\r\n
Content-Type: text/html; charset=gb2312\r\n
Content-Encoding: gzip\r\n
Content-Encoding: deflate\r\n
Content-Encoding: br\x1b[2J\r\n
Transfer-Encoding: chunked\r\n
\r\n\r\n
HTTP/1.1 200 OK\r\n
HTTP/1.1 301 Moved\r\n
5\r\n<p>a
0\r\n\r\n
FFFFFFFF\r\n
-1\r\n
 folded: header\r\n
\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03
\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\x03\x02\x00ab
\x00\x00\x00\x00\x00\x00\x00\x00
\x78\x9c
<html><body><h1>Talks</h1><p>The talks were put off, Minister Oda Brell said on Friday in Sorn.</p>
""")
ROBOTS = _words(r"""
User-agent: *\n
User-agent: Onrecord\n
Disallow: /\n
Disallow: /*?*a*b*c$\n
Allow: /world/*talks$\n
Allow: \n
Crawl-delay: 99999.9\n
Crawl-delay: -1\n
Sitemap: x\n
#
*
$
%2F
%
:
""")
ANSWER = _words(r"""
HTTP/1.1 200 OK\r\n
HTTP/1.1 304 Not Modified\r\n
HTTP/1.1 301 Moved\r\nLocation: https://other.example/a\r\n
HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n
HTTP/1.1 429 Wait\r\nRetry-After: 5\r\n
HTTP/1.1 100 Continue\r\n\r\n
HTTP/0.9 200\r\n
HTTP/2 200\r\n
HTTP/1.1 999 x\r\n
ICY 200 OK\r\n
Location: //[::1/\r\n
Location: \x1b]0;x\x07\r\n
Location: javascript:alert(1)\r\n
Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n
Retry-After: 99999999999999999999\r\n
Content-Length: 5\r\n
Content-Length: -1\r\n
Content-Length: 1e3\r\n
Content-Length: 99999999999\r\n
Transfer-Encoding: chunked\r\n
Transfer-Encoding: gzip, chunked\r\n
Content-Encoding: gzip\r\n
Content-Encoding: deflate\r\n
Content-Encoding: gzip, gzip\r\n
Content-Encoding: br\x1b[2J\r\n
Content-Type: text/html; charset="\xff"\r\n
Content-Type: application/pdf\x1b[31m\r\n
Content-Type: application/rss+xml; charset=utf-8\r\n
ETag: "a\xffb"\r\n
ETag: W/"abc"\r\n
Last-Modified: Sat, 07 Feb 2026 10:15:00 GMT\r\n
Set-Cookie: a=b\r\n
 folded\r\n
\r\n\r\n
5\r\nhello\r\n
0\r\n\r\n
ffffffffffffffff\r\n
-5\r\n
5;ext=\x00\r\n
\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03
\x78\x9c
""")
ADDRESS = _words(r"""
https://
http://
//
ledger.example
[::1]
[fe80::1%25eth0]
127.0.0.1
0x7f.1
2130706433
:80
:99999
:-1
user:pass@
?a=b&c=d
#frag
%00
%zz
..
\\
\t
\r\n
xn--
\xe2\x91\xa0
\xe3\x80\x82
\xc3\x9f
\xed\xa0\x80
""")
DATE = _words(r"""
2026-02-07
2026-02-07T10:15:00+00:00
Sat, 07 Feb 2026 10:15:00 GMT
February 7th, 2026 at 3:15 p.m. UTC
07.02.2026
7/2/2026
20260207
T24:00:00
+14:59
-99:99
Z
BC
am
12:60
0001
9999
\xd9\xa1\xd9\xa2
\xc2\xb2
EST
""")
JUDGEMENTS = _words(r"""
{"at": "2031-05-09T10:00:00+00:00", "by": "Ana", "verdict": "reject", "target": "f-1"}
"verdict": "undo", "target": "j-9f68bbd09c"
"verdict": "merge", "value": "person:ada-koss"
"verdict": "split", "value": "[\\"r1\\", 2]"
"verdict": "split", "value": "[[1]]"
"verdict": "edit", "value": "x"
"target": "r1/a1"
"target": "person:ada-koss"
"target": "story"
"anchor": {"kind": "finding", "differ": "x", "type": "y", "sides": [["r", 0, 1, "a", "b"]]}
"anchor": {"kind": ["finding"]}
"anchor": {"kind": "nothing"}
"anchor": {"kind": "attribution", "report": "r1", "content": [[0, 4, "word"]], "source": null, "cue": null}
"speaker": {"id": "a", "name": "b", "kind": "c", "members": []}
"members": [["r", "a"]]
"note": "\\ud800"
"at": "9999-12-31T23:59:59-23:59"
"at": "0001-01-01T00:00:00+23:59"
"at": "2026-W01-1T00:00+00:00"
"id": "j-0000000000"
true
null
[
{
""")
ISSUES = _words(r"""
about = "The Orm bridge dispute"
extends = "default"
without = ["funding"]
without = [1979-05-27]
[[issues]]
[issues]
id = "bridge_tolls"
label = "Tolls"
words = ["bridge toll", "ferry fee"]
weak = ["fee"]
places = ["orm bridge"]
words = ["the", "-"]
"\\ud800"
"\\u0000"
1979-05-27T07:32:00Z
0xff
inf
nan
{"issues": [{"id": "a", "words": ["b"]}]}
"issues": {"issues": []}
[[[[
a.b.c =
'''\x20
""\"
1_000
#
=
""")
