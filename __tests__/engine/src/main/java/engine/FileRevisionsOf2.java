package engine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kestra.core.models.FetchVersion;
import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.namespaces.files.NamespaceFileMetadata;
import io.kestra.core.repositories.NamespaceFileMetadataRepositoryInterface;
import io.kestra.core.serializers.JacksonMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Namespace files have revisions since 1.2. */
@Controller("/api/v1/{tenant}/namespaces/{namespace}/files/revisions")
@Requires(property = Generation.PROPERTY, value = Generation.OF_2)
@ExecuteOn(TaskExecutors.IO)
public class FileRevisionsOf2 {
    private final NamespaceFileMetadataRepositoryInterface metadata;

    FileRevisionsOf2(NamespaceFileMetadataRepositoryInterface metadata) {
        this.metadata = metadata;
    }

    @Get
    public List<Map<String, Object>> revisions(String tenant, String namespace, @QueryValue String path) throws IOException {
        String file = Path.of(path).toString();
        List<NamespaceFileMetadata> found = metadata.find(
            Pageable.UNPAGED, tenant, List.of(equal(QueryFilter.Field.NAMESPACE, namespace), equal(QueryFilter.Field.PATH, file)), true, FetchVersion.ALL
        );
        if (found.stream().noneMatch(each -> each.isLast() && !each.isDeleted())) {
            throw new FileNotFoundException("File not found: " + file);
        }
        return found.stream().map(JacksonMapper::toMap)
            .map(each -> Map.of("revision", each.getOrDefault("revision", each.get("version"))))
            .toList();
    }

    private static QueryFilter equal(QueryFilter.Field field, String value) {
        return QueryFilter.builder().field(field).operation(QueryFilter.Op.EQUALS).value(value).build();
    }
}
