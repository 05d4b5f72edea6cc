package engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.kestra.core.repositories.ArrayListTotal;
import io.kestra.core.models.kv.PersistedKvMetadata;
import io.kestra.core.repositories.KvMetadataRepositoryInterface;
import io.kestra.core.storages.kv.KVEntry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What 2.0 has for keys in another way than 1.0: a list of the whole tenant, and text alone as a type. */
@Controller("/api/v1/{tenant}")
@Requires(property = Generation.PROPERTY, value = Generation.OF_2)
@ExecuteOn(TaskExecutors.IO)
public class KeyValuesOf2 {
    private final KeyValueStores stores;
    private final KvMetadataRepositoryInterface entries;

    KeyValuesOf2(KeyValueStores stores, KvMetadataRepositoryInterface entries) {
        this.stores = stores;
        this.entries = entries;
    }

    @Get("/kv")
    public Map<String, Object> list(String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size) {
        ArrayListTotal<PersistedKvMetadata> found = entries.find(Pageable.from(page, size), tenant, List.of(), false, false);
        return Map.of("results", found.stream().map(KVEntry::from).map(stores::shown).toList(), "total", found.getTotal());
    }

    @Put("/namespaces/{namespace}/kv/{key}")
    @Consumes(MediaType.TEXT_PLAIN)
    public void put(
        String tenant, String namespace, String key, @Nullable @Header String ttl, @Nullable @Header String description, @Body String value
    ) throws IOException {
        stores.put(tenant, namespace, key, value, ttl, description);
    }
}
