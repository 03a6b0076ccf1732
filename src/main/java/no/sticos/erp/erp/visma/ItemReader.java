package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.PersonalNumber;

/** Reads a document that is kept as Visma's own fields, all of them but personal identity numbers. */
final class ItemReader implements DocumentReader {
    private final Resource resource;
    private final Content content;
    private final PropertyNames names;

    ItemReader(Resource resource, Content content) {
        this.resource = resource;
        this.content = content;
        this.names = new PropertyNames(known(content));
    }

    @Override
    public Document read(JsonParser json, String scope) throws IOException {
        var fields = (JsonValue.Obj) JsonValue.read(json, names::spelled);
        dropPersonalNumbers(fields);
        addScope(fields, scope);
        var body = fields.text();
        return new Item(resource, key(fields), body, rowHash(fields, body), booksHash(fields));
    }

    /** The document's identity; a company without its own is just «company». */
    private String key(JsonValue.Obj fields) {
        var key = content.key().stream()
                .flatMap(field -> Stream.ofNullable(field.plain(fields)))
                .collect(Collectors.joining("/"));
        return key.isEmpty() ? "company" : key;
    }

    private void dropPersonalNumbers(JsonValue.Obj fields) {
        for (var name : content.personal()) {
            var value = fields.get(name);
            if (value != null && isPersonalNumber(Field.string(name, value))) {
                fields.fields().remove(name);
            }
        }
    }

    /** Also in the dress of a VAT number, {@code NO … MVA}. */
    private static boolean isPersonalNumber(String text) {
        return PersonalNumber.read(text).isPresent()
                || PersonalNumber.read(Orgnr.normalise(text)).isPresent();
    }

    private void addScope(JsonValue.Obj fields, String scope) {
        var name = content.scope();
        if (name != null && fields.get(name) == null) {
            fields.fields().put(name, new JsonValue.Text(scope));
        }
    }

    private long rowHash(JsonValue.Obj fields, String body) {
        if (Collections.disjoint(fields.fields().keySet(), content.passing())) {
            return new ContentHash().add(body).value();
        }
        var lasting = new TreeMap<>(fields.fields());
        lasting.keySet().removeAll(content.passing());
        return new ContentHash().add(new JsonValue.Obj(lasting).text()).value();
    }

    private long booksHash(JsonValue.Obj fields) {
        var hash = new ContentHash();
        content.books().forEach(field -> hash.add(field.plain(fields)));
        return hash.value();
    }

    private static Set<String> known(Content content) {
        var known = new HashSet<String>(content.passing());
        known.addAll(content.personal());
        content.key().forEach(field -> known.add(field.name()));
        content.books().forEach(field -> known.add(field.name()));
        return known;
    }
}
