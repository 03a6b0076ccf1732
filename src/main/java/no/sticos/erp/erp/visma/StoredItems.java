package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.StoredForm;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/** Documents that are kept as Visma's own fields, read again by the reader that read them first. */
public final class StoredItems implements StoredForm {
    private final Map<Resource, ItemReader> readers = new EnumMap<>(Resource.class);

    /** One reader a resource; where one is asked for in two ways its documents are the same. */
    public StoredItems() {
        ResourceTable.ALL.forEach(each ->
                readers.putIfAbsent(each.resource(), new ItemReader(each.resource(), each.content(), each.stamp())));
    }

    @Override
    public Item item(Resource resource, String body) {
        var reader = readers.get(resource);
        if (reader == null || resource == Resource.VOUCHERS) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "not kept as fields");
        }
        try (var json = JsonReading.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "no object");
            }
            // A scope that came from the address is in the body by now.
            return reader.read(json, "");
        } catch (IOException e) {
            // The parser's own message may quote the text.
            throw Fault.of(Cause.NOT_UNDERSTOOD, "invalid JSON");
        }
    }
}
