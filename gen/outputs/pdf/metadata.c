/* Title, author, dates and the XMP packet. */
#include "outputs/pdf/metadata.h"

#include "base/calendar.h"

char *metadata_title(const struct document *document)
{
	g_autoptr(GString) title = g_string_new(document->organisation);
	if (document->title)
		g_string_append_printf(title, "%s%s", title->len ? ": " : "", document->title);
	if (document->period_words)
		g_string_append_printf(title, "%s%s", title->len ? ", " : "", document->period_words);
	return g_strdup(title->len ? title->str : "Report");
}

const char *metadata_author(const struct document *document)
{
	return document->author ? document->author : document->organisation ? document->organisation : "";
}

const char *metadata_subject(const struct document *document)
{
	return document->summary ? document->summary : document->coverage ? document->coverage : "";
}

gint64 metadata_instant(const struct document *document)
{
	return document->made_at == NO_TIME ? 0 : document->made_at;
}

char *metadata_pdf_date(gint64 instant)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(instant);
	return g_date_time_format(date, "D:%Y%m%d%H%M%SZ");
}

/* PDF/A has to be told what pdfuaid:part is (ISO 19005-2 §6.6.2.3). */
static const char uaid_schema[] =
	"<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
	"<pdfaProperty:category>internal</pdfaProperty:category>"
	"<pdfaProperty:description>part of ISO 14289 the file keeps</pdfaProperty:description>"
	"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

char *metadata_xmp(const struct document *document)
{
	g_autofree char *title = metadata_title(document), *date = instant_iso(metadata_instant(document));
	g_autofree char *facts = g_markup_printf_escaped(
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
		"<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
		"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n"
		"<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
		"<xmp:CreatorTool>" METADATA_CREATOR "</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate>"
		"<xmp:ModifyDate>%s</xmp:ModifyDate><pdf:Producer>" METADATA_PRODUCER "</pdf:Producer>\n",
		title, metadata_author(document), metadata_subject(document), document->language ? document->language : "en", date, date);
	return g_strconcat("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
	                   "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n",
	                   facts,
	                   "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n"
	                   "</rdf:Description>\n",
	                   uaid_schema, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>", NULL);
}
