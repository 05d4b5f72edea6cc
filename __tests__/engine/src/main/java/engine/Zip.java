package engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.kestra.core.models.flows.FlowWithSource;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/** A zip in memory, sent as an attachment. */
final class Zip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream archive = new ZipOutputStream(bytes);

    /** As the server exports them: one entry per flow, at the top. */
    static HttpResponse<byte[]> ofFlows(Iterable<FlowWithSource> flows) throws IOException {
        Zip zip = new Zip();
        for (FlowWithSource flow : flows) {
            zip.add(flow.getNamespace() + "-" + flow.getId() + ".yml", flow.getSource().getBytes(StandardCharsets.UTF_8));
        }
        return zip.attachment("flows.zip");
    }

    void add(String name, byte[] content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content);
        archive.closeEntry();
    }

    HttpResponse<byte[]> attachment(String filename) throws IOException {
        archive.finish();
        return HttpResponse.ok(bytes.toByteArray())
            .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header("content-disposition", "attachment; filename=\"" + filename + "\"");
    }
}
