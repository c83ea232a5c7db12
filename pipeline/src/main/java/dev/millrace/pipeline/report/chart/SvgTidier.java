package dev.millrace.pipeline.report.chart;

import dev.millrace.pipeline.report.text.Words;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Turns the SVG of VectorGraphics2D into one that suits a page: palette classes for colours, one
 * decimal for coordinates, labels anchored so that another font keeps them in place, identifiers
 * that are distinct on the page and equal from run to run, and a name for screen readers.
 */
final class SvgTidier {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:[eE]-?\\d+)?");
  private static final Pattern CLIP = Pattern.compile("url\\(#(clip-?\\d+)\\)");
  private static final List<String> COORDINATES =
      List.of(
          "x", "y", "x1", "x2", "y1", "y2", "width", "height", "d", "cx", "cy", "r", "rx", "ry");
  private static final List<String> KEPT =
      List.of("stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size");

  private final String name;
  private final String label;
  private final Map<String, String> clips = new LinkedHashMap<>();

  SvgTidier(String name, String label) {
    this.name = name;
    this.label = Words.printable(label);
  }

  String tidy(byte[] svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
      Element root = document.getDocumentElement();
      walk(root);
      describe(root);
      return write(root);
    } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
      throw new IllegalStateException("the chart library wrote unreadable SVG", e);
    }
  }

  private void walk(Element element) {
    for (String attribute : COORDINATES) {
      if (element.hasAttribute(attribute)) {
        element.setAttribute(attribute, rounded(element.getAttribute(attribute)));
      }
    }
    clip(element);
    style(element);
    for (Node child : children(element)) {
      if (child instanceof Element inner) {
        walk(inner);
      } else if (child.getTextContent().isBlank()) {
        element.removeChild(child);
      }
    }
  }

  private void clip(Element element) {
    if (element.hasAttribute("id")) {
      element.setAttribute("id", clipName(element.getAttribute("id")));
    }
    Matcher reference = CLIP.matcher(element.getAttribute("clip-path"));
    if (reference.find()) {
      element.setAttribute("clip-path", "url(#" + clipName(reference.group(1)) + ")");
    }
  }

  private String clipName(String given) {
    return clips.computeIfAbsent(given, ignored -> name + "-clip" + (clips.size() + 1));
  }

  private static void style(Element element) {
    if (!element.hasAttribute("style")) {
      return;
    }
    Map<String, String> style = declarations(element.getAttribute("style"));
    element.removeAttribute("style");
    List<String> classes = new ArrayList<>();
    colour(element, "fill", style.getOrDefault("fill", "none"), classes);
    colour(element, "stroke", style.getOrDefault("stroke", "none"), classes);
    if (!classes.isEmpty()) {
      element.setAttribute("class", String.join(" ", classes));
    }
    for (String property : KEPT) {
      String value = style.get(property);
      if (value != null) {
        element.setAttribute(property, rounded(value));
      }
    }
    if (element.getTagName().equals("text")) {
      anchor(element);
    }
  }

  private static void colour(Element element, String property, String value, List<String> classes) {
    if (value.equals("none")) {
      if (property.equals("fill")) {
        element.setAttribute("fill", "none");
      }
      return;
    }
    Ink ink =
        Ink.of(value)
            .orElseThrow(
                () -> new IllegalStateException("a chart draws with " + value + ", not an ink"));
    classes.add(property.charAt(0) + "-" + ink.cssName());
  }

  /** Letters are placed by Java's font; the reader's is another, so the anchor says what holds. */
  private static void anchor(Element text) {
    String ink = text.getAttribute("class");
    if (ink.contains("start")) {
      return;
    }
    double width =
        Style.FONT
            .getStringBounds(text.getTextContent(), new FontRenderContext(null, true, true))
            .getWidth();
    boolean end = ink.contains("end");
    double x = Double.parseDouble(text.getAttribute("x")) + (end ? width : width / 2);
    text.setAttribute("x", rounded(Double.toString(x)));
    text.setAttribute("text-anchor", end ? "end" : "middle");
  }

  private static Map<String, String> declarations(String style) {
    Map<String, String> declarations = new LinkedHashMap<>();
    for (String declaration : style.split(";", -1)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        declarations.put(
            declaration.substring(0, colon).trim(), declaration.substring(colon + 1).trim());
      }
    }
    return declarations;
  }

  private void describe(Element root) {
    root.removeAttribute("x");
    root.removeAttribute("y");
    root.removeAttribute("xmlns:xlink");
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", label);
    root.setAttribute("font-size", Integer.toString(Style.FONT.getSize()));
    root.setAttribute("font-family", "system-ui, sans-serif");
  }

  private static String rounded(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            match -> {
              String oneDecimal =
                  String.format(Locale.ROOT, "%.1f", Double.parseDouble(match.group()));
              return oneDecimal.endsWith(".0")
                  ? oneDecimal.substring(0, oneDecimal.length() - 2)
                  : oneDecimal;
            });
  }

  private static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      children.add(n);
    }
    return children;
  }

  private static String write(Element root) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter out = new StringWriter();
    transformer.transform(new DOMSource(root), new StreamResult(out));
    return out.toString();
  }
}
