package engine;

import java.util.*;

import io.kestra.core.models.dashboards.Dashboard;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.models.validations.ModelValidator;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.serializers.YamlParser;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.ConstraintViolationException;

@Controller("/api/v1/{tenant}/dashboards")
@ExecuteOn(TaskExecutors.IO)
public class DashboardController {
    private final Dashboards dashboards;
    private final ModelValidator validator;
    private final Generation generation;

    DashboardController(Dashboards dashboards, ModelValidator validator, Generation generation) {
        this.dashboards = dashboards;
        this.validator = validator;
        this.generation = generation;
    }

    @Get
    public Map<String, Object> list(
        String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size, @Nullable @QueryValue String q
    ) {
        List<Dashboard> found = dashboards.list(tenant).stream()
            .filter(dashboard -> q == null || dashboard.getTitle().toLowerCase().contains(q.toLowerCase()))
            .toList();
        return Map.of("results", found.stream().skip((long) (page - 1) * size).limit(size).toList(), "total", found.size());
    }

    @Get("/{id}")
    public Dashboard get(String tenant, String id) {
        return dashboards.get(tenant, id).orElseThrow(NoSuchElementException::new);
    }

    @Post
    @Consumes(MediaType.APPLICATION_YAML)
    public Dashboard create(String tenant, @Body String dashboard) {
        Dashboard parsed = parse(tenant, dashboard);
        if (parsed.getId() == null) {
            throw new IllegalArgumentException("Dashboard id is mandatory");
        }
        if (dashboards.get(tenant, parsed.getId()).isPresent()) {
            throw invalidId("Dashboard id already exists", parsed);
        }
        return dashboards.save(null, parsed, dashboard);
    }

    @Put("/{id}")
    @Consumes(MediaType.APPLICATION_YAML)
    public Dashboard update(String tenant, String id, @Body String dashboard) {
        Dashboard previous = dashboards.get(tenant, id).orElseThrow(NoSuchElementException::new);
        Dashboard parsed = parse(tenant, dashboard);
        if (!id.equals(parsed.getId())) {
            throw invalidId("Illegal dashboard id update", parsed);
        }
        return dashboards.save(previous, parsed, dashboard);
    }

    @Delete("/{id}")
    public HttpResponse<?> delete(String tenant, String id) {
        dashboards.delete(tenant, id);
        return HttpResponse.noContent();
    }

    /** Always 200. Before 2.0 only the parser speaks. */
    @Post("/validate")
    @Consumes(MediaType.APPLICATION_YAML)
    public ValidateConstraintViolation validate(String tenant, @Body String dashboard) {
        String constraints = null;
        try {
            Dashboard parsed = parse(tenant, dashboard);
            if (!generation.isBefore2()) {
                validator.validate(parsed);
            }
        } catch (ConstraintViolationException e) {
            constraints = e.getMessage();
        }
        return ValidateConstraintViolation.builder().index(0).constraints(constraints).build();
    }

    private static Dashboard parse(String tenant, String source) {
        return YamlParser.parse(source, Dashboard.class).toBuilder().tenantId(tenant).deleted(false).build();
    }

    private static ConstraintViolationException invalidId(String message, Dashboard dashboard) {
        return ManualConstraintViolation.toConstraintViolationException(message, dashboard, Dashboard.class, "dashboard.id", dashboard.getId());
    }
}
