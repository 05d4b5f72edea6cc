package engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import io.kestra.core.models.dashboards.Dashboard;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Singleton;

/** 2.0.0 has the model of a dashboard, its parser and its validation, but nothing that keeps one: that is here, as the snapshot did it. */
@Singleton
@Requires(property = Generation.PROPERTY, value = Generation.OF_2)
public class DashboardsOf2 implements Dashboards {
    private final Map<String, Dashboard> kept = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Dashboard> get(String tenant, String id) {
        return Optional.ofNullable(kept.get(keyOf(tenant, id)));
    }

    @Override
    public List<Dashboard> list(String tenant) {
        return kept.values().stream().filter(dashboard -> dashboard.getTenantId().equals(tenant)).toList();
    }

    @Override
    public Dashboard save(@Nullable Dashboard previous, Dashboard dashboard, String source) {
        Instant now = Instant.now();
        Dashboard saved = dashboard.toBuilder()
            .sourceCode(source)
            .created(previous == null ? now : previous.getCreated())
            .updated(now)
            .build();
        kept.put(keyOf(saved.getTenantId(), saved.getId()), saved);
        return saved;
    }

    @Override
    public void delete(String tenant, String id) {
        if (kept.remove(keyOf(tenant, id)) == null) {
            throw new HttpStatusException(HttpStatus.CONFLICT, "Dashboard " + id + " doesn't exists");
        }
    }

    private static String keyOf(String tenant, String id) {
        return tenant + "/" + id;
    }
}
