package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Draws the design's screens as they are, one picture beside each of the design's own, of the same companies. */
@Tag("pictures")
class ScreensIT {
    private static final Path SCREENS = Path.of("src", "docs", "screens");
    private static final int GAP = 24;
    private static final int COLOURS = 96;
    private static final int LONGEST = 2500;
    private static final int ALIKE = 0xf8f8f8;

    private static SampleSite site;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(SCREENS);
        browser = Browser.launch();
        site = new SampleSite(Messages.bokmal());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            site.close();
        }
    }

    @Test
    void the_screens_of_the_design_are_drawn() throws IOException {
        sheet("01-integrations", 1, wide("/integrations-empty"), wide("/integrations"));
        sheet("02-new-integration", 1, shot("/integrations-empty", 1280, ColorScheme.LIGHT, null, page -> {
            page.locator("a[hx-get='/integrations/new']").first().click();
            page.locator("#dialog[open] #system").waitFor();
        }));
        sheet("03-clients", 1, shot("/system", 1280, ColorScheme.LIGHT, null, ScreensIT::choose));
        sheet("04-connect", 1, wide("/connect-many"), wide("/queue-wrong"));
        sheet("05-added", 1, wide("/system-added"));
        sheet("06-client", 1, wide("/client"));
        sheet("07-trial-balance", 1, wide("/client-trial"), wide("/explain-account"));
        sheet(
                "08-confirmations",
                2,
                dialog("#delete-2"),
                dialog("#deleteAccounts-2"),
                dialog("a[href$='/delete'].ds-button:has-text('Slett system')"),
                part("/receipt-done", "main"),
                part("/selection", "main > .panel"),
                part("/selection-result", "main"));
        sheet("09-sign-ins-and-activity", 1, wide("/logins"), wide("/activity"));
        sheet("10-help", 1, wide("/help/visma"));
        sheet(
                "11-sign-in-and-errors",
                2,
                part("/sign-in", ".centrecard"),
                soon(),
                part("/expired", ".centrecard"),
                part("/error-500", ".centrecard"),
                part("/error-404", ".centrecard"),
                part("/error-403", ".centrecard"));
        sheet("12-phone", 3, phone("/integrations"), phone("/system"), phone("/client"));
        sheet("13-dark", 1, shot("/system", 1280, ColorScheme.DARK, null, ScreensIT::choose));
        sheet("14-states", 1, part("/system-empty", "#clients"), part("/system-none", "#clients"), lost());

        assertThat(SCREENS.toFile().listFiles()).hasSize(14);
    }

    private static void choose(Page page) {
        page.locator("#row-1 .more summary").click();
        for (int client : new int[] {4, 12, 14}) {
            page.locator("#pick-" + client).check();
        }
        page.locator(".bulkbar[data-on]").waitFor();
        page.mouse().move(0, 0);
        // The bar sticks to the window's lower edge: below the list, as in the design's picture.
        page.setViewportSize(1280, ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue());
    }

    private static byte[] wide(String path) {
        return shot(path, 1280, ColorScheme.LIGHT, null, null);
    }

    private static byte[] phone(String path) {
        return shot(path, 390, ColorScheme.LIGHT, null, null);
    }

    private static byte[] part(String path, String selector) {
        return shot(path, 640, ColorScheme.LIGHT, selector, null);
    }

    private static byte[] dialog(String opener) {
        return shot("/system", 1280, ColorScheme.LIGHT, "#dialog", page -> {
            page.locator(opener).click();
            page.locator("#dialog[open] form").waitFor();
        });
    }

    private static byte[] soon() {
        site.endsIn(119);
        try {
            return shot("/client", 1280, ColorScheme.LIGHT, "#session", page -> page.locator("#session[open]")
                    .waitFor());
        } finally {
            site.endsIn(1800);
        }
    }

    private static byte[] lost() {
        return shot(
                "/system",
                640,
                ColorScheme.LIGHT,
                "#stream-lost",
                page -> page.evaluate("document.getElementById('stream-lost').hidden = false"));
    }

    /** A part of a page, or all of it. */
    private static byte[] shot(
            String path, int width, ColorScheme scheme, @Nullable String part, @Nullable Consumer<Page> before) {
        try (var context = browser.context(width, 760, scheme)) {
            var page = context.newPage();
            page.navigate(site.url(path));
            Browser.settle(page);
            if (before != null) {
                before.accept(page);
            }
            return part == null
                    ? page.screenshot(new Page.ScreenshotOptions().setFullPage(true))
                    : page.locator(part).first().screenshot();
        }
    }

    /** One picture beside the design's, of as many as that one holds. */
    private static void sheet(String name, int columns, byte[]... pictures) throws IOException {
        var images = new ArrayList<BufferedImage>();
        for (var picture : pictures) {
            var image = ImageIO.read(new ByteArrayInputStream(picture));
            images.add(image.getSubimage(0, 0, image.getWidth(), Math.min(image.getHeight(), LONGEST)));
        }
        ImageIO.write(
                fewColours(laidOut(images, columns)),
                "png",
                SCREENS.resolve(name + ".png").toFile());
    }

    private static BufferedImage laidOut(List<BufferedImage> images, int columns) {
        int width = images.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
        var tops = new int[columns];
        for (int i = 0; i < images.size(); i++) {
            tops[i % columns] += images.get(i).getHeight() + GAP;
        }
        var sheet = new BufferedImage(
                columns * (width + GAP) - GAP,
                Arrays.stream(tops).max().orElseThrow() - GAP,
                BufferedImage.TYPE_INT_RGB);
        var pen = sheet.createGraphics();
        pen.setColor(new Color(0xd9dce0));
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        Arrays.fill(tops, 0);
        for (int i = 0; i < images.size(); i++) {
            int column = i % columns;
            pen.drawImage(images.get(i), column * (width + GAP), tops[column], null);
            tops[column] += images.get(i).getHeight() + GAP;
        }
        pen.dispose();
        return sheet;
    }

    /** A third of the bytes: of colours that nobody can tell apart the most frequent, and the nearest for the rest. */
    private static BufferedImage fewColours(BufferedImage picture) {
        var pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        var counts = new HashMap<Integer, Integer>();
        for (int rgb : pixels) {
            counts.merge(rgb, 1, Integer::sum);
        }
        var alike = new HashSet<Integer>();
        var palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(rgb -> alike.add(rgb & ALIKE))
                .limit(COLOURS)
                .mapToInt(Integer::intValue)
                .toArray();
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var few = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        var nearest = new HashMap<Integer, Integer>();
        var indexes = Arrays.stream(pixels)
                .map(rgb -> nearest.computeIfAbsent(rgb, colour -> nearest(palette, colour)))
                .toArray();
        few.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), indexes);
        return few;
    }

    private static int nearest(int[] palette, int colour) {
        return IntStream.range(0, palette.length)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(palette[index], colour)))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        return IntStream.of(0, 8, 16)
                .map(shift -> ((one >> shift) & 0xff) - ((other >> shift) & 0xff))
                .map(each -> each * each)
                .sum();
    }
}
