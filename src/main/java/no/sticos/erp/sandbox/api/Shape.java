package no.sticos.erp.sandbox.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The properties of one entity in wire order. */
record Shape<T>(List<Field<T>> fields) {
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied before anybody else sees it
    static <T> Shape<T> of(Field<T>... fields) {
        var list = new ArrayList<Field<T>>(fields.length);
        for (var field : fields) {
            list.add(field);
        }
        return new Shape<>(List.copyOf(list));
    }

    /** The property of this name; case does not matter, as in ASP.NET. */
    Optional<Field<T>> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Only the named properties, still in wire order. */
    Shape<T> only(List<String> names) {
        names.stream().filter(name -> field(name).isEmpty()).findFirst().ifPresent(name -> {
            throw Refusal.query("Could not find a property named '" + name + "'");
        });
        return new Shape<>(fields.stream()
                .filter(field -> names.stream().anyMatch(field.name()::equalsIgnoreCase))
                .toList());
    }
}
