package no.sticos.erp.sandbox.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.sticos.erp.sandbox.contract.Contract;
import no.sticos.erp.sandbox.contract.OpenApi;

/**
 * Writes {@code visma-contract.txt} anew from Visma's OpenAPI document, for the paths that the sandbox answers.
 *
 * <p>Run {@code main} with the document and the file to write, after a path was added or Visma published a new
 * document; it needs no network.
 */
public final class ContractWriter {
    private ContractWriter() {}

    /** Takes two file names: the document, and what to write. */
    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[1]), contract(Path.of(args[0])).lines());
    }

    /** What the document says of the sandbox's paths. */
    static Contract contract(Path document) throws IOException {
        var paths = Resources.all().stream().map(Resource::path).toList();
        return OpenApi.contract(new JsonObject(Files.readString(document)), paths);
    }
}
