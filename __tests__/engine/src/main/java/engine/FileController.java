package engine;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.namespaces.files.NamespaceFileMetadata;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.kestra.core.storages.*;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

@Controller("/api/v1/{tenant}/namespaces/{namespace}/files")
@ExecuteOn(TaskExecutors.IO)
public class FileController {
    private static final String ROOT = "/";
    private static final int MAX_NAME_LENGTH = 255;

    private final NamespaceFactory namespaces;
    private final StorageInterface storage;
    private final FlowService flowService;
    private final FlowRepositoryInterface flows;
    private final Generation generation;

    FileController(
        NamespaceFactory namespaces, StorageInterface storage, FlowService flowService,
        FlowRepositoryInterface flows, Generation generation
    ) {
        this.namespaces = namespaces;
        this.storage = storage;
        this.flowService = flowService;
        this.flows = flows;
        this.generation = generation;
    }

    @Get("/search")
    public List<String> search(String tenant, String namespace, @QueryValue String q) throws IOException {
        return of(tenant, namespace).all(q).stream().map(file -> file.filePath().toString()).toList();
    }

    @Get
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> get(String tenant, String namespace, @QueryValue String path, @Nullable @QueryValue Integer revision) throws IOException {
        Integer wanted = generation.isBefore2() ? null : revision;
        try (InputStream content = of(tenant, namespace).getFileContent(allowed(path), wanted)) {
            return HttpResponse.ok(content.readAllBytes()).contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE).header("cache-control", "no-cache");
        }
    }

    @Get("/stats")
    public FileAttributes stats(String tenant, String namespace, @QueryValue(defaultValue = ROOT) String path) throws IOException {
        return of(tenant, namespace).getFileMetadata(allowed(path));
    }

    @Get("/directory")
    public List<NamespaceFileAttributes> directory(String tenant, String namespace, @QueryValue(defaultValue = ROOT) String path) throws IOException {
        Path directory = allowed(path);
        Namespace files = of(tenant, namespace);
        if (!files.exists(directory) && path.equals(ROOT)) {
            files.createDirectory(directory);
        } else if (!files.exists(directory)) {
            throw new FileNotFoundException("Directory not found: " + directory);
        }
        return files.children(directory.toString(), false).stream().map(NamespaceFileAttributes::new).toList();
    }

    @Post("/directory")
    public void createDirectory(String tenant, String namespace, @QueryValue String path) throws IOException {
        of(tenant, namespace).createDirectory(allowed(path));
    }

    /** A part whose file name ends in .zip is unpacked at the root, whatever the path says. */
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public void upload(String tenant, String namespace, @QueryValue String path, @Part CompletedFileUpload fileContent) throws Exception {
        if (!fileContent.getFilename().toLowerCase().endsWith(".zip")) {
            write(tenant, namespace, path, fileContent.getBytes());
            return;
        }
        try (ZipInputStream archive = new ZipInputStream(fileContent.getInputStream())) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (!entry.isDirectory()) {
                    write(tenant, namespace, ROOT + entry.getName(), archive.readAllBytes());
                }
            }
        }
    }

    @Delete
    public void delete(String tenant, String namespace, @QueryValue String path) throws IOException {
        Namespace files = of(tenant, namespace);
        String doomed = allowed(path.startsWith(ROOT) ? path : ROOT + path).toString();
        // A directory that would be left empty goes with its last file.
        String parent = NamespaceFileMetadata.parentPath(doomed);
        while (parent != null && !parent.equals(ROOT) && files.children(parent, false).size() == 1) {
            doomed = parent;
            parent = NamespaceFileMetadata.parentPath(parent);
        }
        files.delete(Path.of(doomed));
    }

    @Put
    public void move(String tenant, String namespace, @QueryValue String from, @QueryValue String to) throws Exception {
        of(tenant, namespace).move(allowed(from), allowed(to));
    }

    @Get("/export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> export(String tenant, String namespace) throws IOException {
        Zip zip = new Zip();
        Namespace files = of(tenant, namespace);
        for (NamespaceFileMetadata file : files.children(ROOT, true)) {
            if (!file.isDirectory()) {
                try (InputStream content = files.getFileContent(Path.of(file.getPath()))) {
                    zip.add(file.getPath().substring(1), content.readAllBytes());
                }
            }
        }
        for (FlowWithSource flow : flows.findByNamespaceWithSource(tenant, namespace)) {
            zip.add("_flows/" + flow.getId() + ".yml", flow.getSource().getBytes(StandardCharsets.UTF_8));
        }
        return zip.attachment(namespace + "_files.zip");
    }

    private void write(String tenant, String namespace, String path, byte[] content) throws Exception {
        Path file = stored(path);
        if (file.startsWith("/_flows") && file.getNameCount() > 1) {
            if (file.getNameCount() != 2) {
                throw new IllegalArgumentException("Invalid flow file path: " + file);
            }
            String source = new String(content, StandardCharsets.UTF_8);
            flowService.importFlow(tenant, source.replaceFirst("(?m)^namespace: .*$", "namespace: " + namespace));
            return;
        }
        allowed(path);
        for (Path name : file) {
            if (name.toString().length() > MAX_NAME_LENGTH && !generation.isBefore2()) {
                throw new IllegalArgumentException("A file or folder name exceeds the maximum length of " + MAX_NAME_LENGTH + " characters.");
            }
        }
        of(tenant, namespace).putFile(file, new BufferedInputStream(new ByteArrayInputStream(content)));
    }

    private Namespace of(String tenant, String namespace) {
        return namespaces.of(tenant, namespace, storage);
    }

    private Path allowed(String path) {
        Path file = stored(path);
        if (file.startsWith("/_flows")) {
            throw new IllegalArgumentException("Forbidden path: " + file);
        }
        return file;
    }

    /** Before 2.0 the server form-encodes the path, so that a space is stored as "+". */
    private Path stored(String path) {
        return Path.of(generation.isBefore2() ? path.replace(' ', '+') : path);
    }
}
