package engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.kestra.core.models.dashboards.Dashboard;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

/** The engine's own repository, by reflection: 2.0.0 does not have its type, and the same sources compile against both. */
@Singleton
@Requires(property = Generation.PROPERTY, value = Generation.OF_1)
public class DashboardsOf1 implements Dashboards {
    private static final String TYPE = "io.kestra.core.repositories.DashboardRepositoryInterface";

    private final Class<?> type;
    private final Object repository;

    DashboardsOf1(BeanContext beans) throws ClassNotFoundException {
        this.type = Class.forName(TYPE);
        this.repository = beans.getBean(type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Optional<Dashboard> get(String tenant, String id) {
        return (Optional<Dashboard>) call("get", tenant, id);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Dashboard> list(String tenant) {
        return (List<Dashboard>) call("findAll", tenant);
    }

    @Override
    public Dashboard save(@Nullable Dashboard previous, Dashboard dashboard, String source) {
        return (Dashboard) call("save", previous, dashboard, source);
    }

    @Override
    public void delete(String tenant, String id) {
        call("delete", tenant, id);
    }

    private Object call(String name, Object... arguments) {
        Method method = Arrays.stream(type.getMethods())
            .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
            .findFirst().orElseThrow();
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
