package engine;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kestra.core.models.flows.FlowInterface;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.models.validations.ModelValidator;
import io.kestra.core.serializers.JacksonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** How Kestra's own parsers read many texts, for the comparison with the product's reading. Nothing is stored. */
@Controller("/_control/readings")
@ExecuteOn(TaskExecutors.IO)
public class Readings {
    private static final String TENANT = "main";
    /** Duplicate keys are taken as the validation of every version takes them, whatever was loaded first. */
    private static final ObjectMapper YAML = JacksonMapper.ofYaml().copy().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, false);
    /** Half a surrogate pair has no UTF-8. */
    private static final ObjectMapper JSON = new ObjectMapper().configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);

    private final ModelValidator validator;
    private final Object parser;
    private final Method parse;

    Readings(ApplicationContext context, ModelValidator validator, Generation generation) throws ReflectiveOperationException {
        this.validator = validator;
        Class<?> type = Class.forName("io.kestra.core.services." + (generation.isBefore2() ? "PluginDefaultService" : "FlowParsingService"));
        this.parser = context.getBean(type);
        this.parse = type.getMethod(generation.isBefore2() ? "injectAllDefaults" : "parse", FlowInterface.class, boolean.class);
    }

    /** One element a text: `value` is the text as a map, `name` what a create looks for, `flow` what is stored; absent where Kestra refuses. */
    @Post
    public String read(@Body List<String> sources) throws JsonProcessingException {
        return JSON.writeValueAsString(sources.stream().map(this::reading).toList());
    }

    private Map<String, Object> reading(String source) {
        Map<String, Object> reading = new LinkedHashMap<>();
        try {
            reading.put("value", YAML.readValue(source, JacksonMapper.MAP_TYPE_REFERENCE));
            GenericFlow generic = GenericFlow.fromYaml(TENANT, source);
            reading.put("name", named(generic.getNamespace(), generic.getId()));
            FlowWithSource flow = (FlowWithSource) parse.invoke(parser, generic, true);
            if (validator.isValid(flow).isEmpty()) {
                reading.put("flow", contents(flow));
            }
        } catch (Exception | StackOverflowError refused) {
            reading.put("refused", true);
        }
        return reading;
    }

    private static Map<String, Object> contents(FlowWithSource flow) {
        Map<String, Object> contents = named(flow.getNamespace(), flow.getId());
        contents.put("disabled", flow.isDisabled());
        contents.put("labels", orNone(flow.getLabels()).stream().map(label -> List.of(label.key(), label.value())).toList());
        contents.put("inputs", orNone(flow.getInputs()).stream().map(input -> List.of(input.getId(), input.getType().name())).toList());
        contents.put("tasks", flow.allTasksWithChilds().stream().map(task -> List.of(task.getId(), task.getType())).toList());
        contents.put("triggers", orNone(flow.getTriggers()).stream()
            .map(trigger -> List.of(trigger.getId(), trigger.getType(), trigger.isDisabled())).toList());
        return contents;
    }

    private static Map<String, Object> named(String namespace, String id) {
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("namespace", namespace);
        name.put("id", id);
        return name;
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
