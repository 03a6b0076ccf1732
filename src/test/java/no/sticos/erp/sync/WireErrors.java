package no.sticos.erp.sync;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.JsonValue.Arr;
import no.sticos.erp.erp.JsonValue.Num;
import no.sticos.erp.erp.JsonValue.Obj;
import no.sticos.erp.sandbox.faults.Misbehaviour;

/** Pages of vouchers with something wrong in one of them, as a fault of the sandbox. */
final class WireErrors {
    private WireErrors() {}

    /** The voucher's rows come as {@code error} leaves them. */
    static Misbehaviour in(UUID voucher, Consumer<List<JsonValue>> error) {
        return (call, honest, scheduler) -> honest.answer().map(reply -> {
            var page = reply.body().toString();
            return page.contains(voucher.toString()) ? reply.with(Buffer.buffer(spoilt(page, voucher, error))) : reply;
        });
    }

    /** A row's debit and credit grow by so much each, where they are not nought. */
    static Consumer<List<JsonValue>> amount(int row, BigDecimal more) {
        return rows -> rows.set(row, grown((Obj) rows.get(row), more));
    }

    /** A row comes on another account. */
    static Consumer<List<JsonValue>> account(int row, long account) {
        return rows -> rows.set(row, with((Obj) rows.get(row), "AccountNumber", BigDecimal.valueOf(account)));
    }

    private static String spoilt(String page, UUID voucher, Consumer<List<JsonValue>> error) {
        var envelope = (Obj) read(page);
        var data = (Arr) field(envelope, "Data");
        for (var document : data.elements()) {
            var fields = (Obj) document;
            if (voucher.toString().equals(fields.string("Id"))) {
                error.accept(((Arr) field(fields, "Rows")).elements());
            }
        }
        return envelope.text();
    }

    private static Obj grown(Obj row, BigDecimal more) {
        var changed = row;
        for (var side : List.of("DebitAmount", "CreditAmount")) {
            var amount = ((Num) field(row, side)).value();
            changed = amount.signum() == 0 ? changed : with(changed, side, amount.add(more));
        }
        return changed;
    }

    private static Obj with(Obj row, String name, BigDecimal value) {
        var fields = new TreeMap<>(row.fields());
        fields.put(name, new Num(value));
        return new Obj(fields);
    }

    private static JsonValue field(Obj object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static JsonValue read(String json) {
        try (var parser = JsonReading.parser(json)) {
            parser.nextToken();
            return JsonValue.read(parser, UnaryOperator.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
