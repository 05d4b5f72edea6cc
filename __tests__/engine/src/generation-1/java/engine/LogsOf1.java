package engine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.services.ExecutionLogService;
import io.kestra.core.services.LogStreamingService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;

/** What the tasks of an execution logged, before 2.0. */
@Controller("/api/v1/{tenant}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class LogsOf1 {
    private final ExecutionLogService logs;
    private final LogStreamingService streams;

    LogsOf1(ExecutionLogService logs, LogStreamingService streams) {
        this.logs = logs;
        this.streams = streams;
    }

    @Get("/{executionId}")
    public List<LogEntry> list(
        String tenant, String executionId, @Nullable @QueryValue Level minLevel, @Nullable @QueryValue String taskRunId,
        @Nullable @QueryValue String taskId, @Nullable @QueryValue Integer attempt
    ) {
        List<String> tasks = Optional.ofNullable(taskId).map(List::of).orElse(null);
        return logs.getExecutionLogs(tenant, executionId, minLevel, taskRunId, tasks, attempt, true);
    }

    @Get("/{executionId}/follow")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<LogEntry>> follow(String tenant, String executionId, @Nullable @QueryValue Level minLevel) {
        String subscriber = UUID.randomUUID().toString();
        List<String> levels = LogEntry.findLevelsByMin(minLevel).stream().map(Enum::name).toList();
        return Flux.<Event<LogEntry>>create(sink -> {
            sink.next(Event.of(LogEntry.builder().build()).id("start"));
            logs.getExecutionLogs(tenant, executionId, minLevel, List.of(), true).forEach(line -> sink.next(Event.of(line).id("progress")));
            streams.registerSubscriber(executionId, subscriber, sink, levels);
        }).doFinally(end -> streams.unregisterSubscriber(executionId, subscriber));
    }
}
