package no.sticos.erp.web.client;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** A workbook with one sheet, as its file has it. */
final class Spreadsheet {
    private static final Pattern STRING = Pattern.compile("(?s)<si>.*?<t[^>]*>(.*?)</t></si>");
    private static final Pattern ROW = Pattern.compile("(?s)<row [^>]*>(.*?)</row>");
    private static final Pattern CELL = Pattern.compile(
            "<c r=\"([A-Z]+\\d+)\"(?: s=\"(\\d+)\")?(?: t=\"(\\w+)\")?>(?:<f>.*?</f>)?<v>(.*?)</v></c>");

    private static final Pattern SIGN = Pattern.compile("&#x([0-9a-f]+);");

    private final String sheet;
    private final List<String> strings;

    Spreadsheet(Buffer file) throws IOException {
        this.sheet = part(file, "xl/worksheets/sheet1.xml");
        this.strings = STRING.matcher(part(file, "xl/sharedStrings.xml"))
                .results()
                .map(found -> unescaped(found.group(1)))
                .toList();
    }

    /** The sheet as it is. */
    String xml() {
        return sheet;
    }

    /** The values of each row, one after the other. */
    List<String> rows() {
        return ROW.matcher(sheet)
                .results()
                .map(row ->
                        CELL.matcher(row.group(1)).results().map(this::value).collect(Collectors.joining(" ")))
                .toList();
    }

    /** Whether the cell holds a text, and not a number or a formula. */
    boolean isText(String cell) {
        return CELL.matcher(sheet)
                .results()
                .filter(found -> found.group(1).equals(cell))
                .allMatch(found -> "s".equals(found.group(3)) && !found.group().contains("<f>"));
    }

    private String value(MatchResult cell) {
        return "s".equals(cell.group(3)) ? strings.get(Integer.parseInt(cell.group(4))) : cell.group(4);
    }

    /** By the list at the file's end, as spreadsheets read it. */
    private static String part(Buffer file, String name) throws IOException {
        var kept = Files.createTempFile("workbook", ".xlsx");
        try {
            Files.write(kept, file.getBytes());
            try (var zip = new ZipFile(kept.toFile());
                    var in = zip.getInputStream(zip.getEntry(name))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            Files.delete(kept);
        }
    }

    private static String unescaped(String xml) {
        return SIGN.matcher(xml)
                .replaceAll(sign -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(sign.group(1), 16))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
