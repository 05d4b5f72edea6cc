package engine;

import java.time.Duration;
import java.util.Optional;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.services.ExecutionService;
import jakarta.inject.Singleton;

/** Waits for executions to end, with all of their tasks. */
@Singleton
public class ExecutionEnds {
    private static final long BETWEEN_MS = 50;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ExecutionRepositoryInterface executions;
    private final ExecutionService service;

    ExecutionEnds(ExecutionRepositoryInterface executions, ExecutionService service) {
        this.executions = executions;
        this.service = service;
    }

    Execution await(Execution begun, Flow flow) {
        return await(begun, flow, LONGEST).orElseThrow(() -> new IllegalStateException("The execution " + begun.getId() + " does not end."));
    }

    /** Empty when it has not ended in time. */
    Optional<Execution> await(Execution begun, Flow flow, Duration longest) {
        for (long end = System.nanoTime() + longest.toNanos(); System.nanoTime() < end;) {
            Optional<Execution> read = executions.findById(begun.getTenantId(), begun.getId()).filter(each -> hasEnded(each, flow));
            if (read.isPresent()) {
                return read;
            }
            sleep();
        }
        return Optional.empty();
    }

    private boolean hasEnded(Execution execution, Flow flow) {
        boolean isAnyTaskRunning = execution.getTaskRunList() != null
            && execution.getTaskRunList().stream().anyMatch(run -> !run.getState().isTerminated());
        return !isAnyTaskRunning && service.isTerminated(flow, execution);
    }

    private static void sleep() {
        try {
            Thread.sleep(BETWEEN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
