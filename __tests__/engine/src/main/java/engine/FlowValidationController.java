package engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.kestra.core.models.flows.FlowSource;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Controller("/api/v1/{tenant}/flows/validate")
@ExecuteOn(TaskExecutors.IO)
public class FlowValidationController {
    private final FlowService flowService;
    private final Generation generation;

    FlowValidationController(FlowService flowService, Generation generation) {
        this.flowService = flowService;
        this.generation = generation;
    }

    /** One document per line that starts with the separator; a document that starts with one of its own leaves an empty element before it. */
    @Post
    @Consumes(MediaType.APPLICATION_YAML)
    public List<ValidateConstraintViolation> validate(String tenant, @Nullable @Body String flows) {
        if (flows == null && generation.isBefore2()) {
            throw new UnsatisfiedBodyRouteException("flows", Argument.of(String.class, "flows"));
        }
        String[] documents = (flows == null ? "" : flows.trim()).split("\\n+---\\n*?");
        return flowService.validate(tenant, Arrays.stream(documents).map(document -> new FlowSource(null, document)).toList());
    }

    /** Since 1.3, so that the description of 1.0 does not have it yet. */
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Mono<List<ValidateConstraintViolation>> validateFiles(String tenant, @Part Publisher<CompletedFileUpload> flows) {
        return Flux.from(flows).map(FlowValidationController::source).collectList()
            .publishOn(Schedulers.boundedElastic())
            .map(sources -> flowService.validate(tenant, sources));
    }

    private static FlowSource source(CompletedFileUpload file) {
        try {
            return new FlowSource(file.getFilename(), new String(file.getBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
