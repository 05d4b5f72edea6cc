package engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/** A zip in memory, sent as an attachment. */
final class Zip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream archive = new ZipOutputStream(bytes);

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
