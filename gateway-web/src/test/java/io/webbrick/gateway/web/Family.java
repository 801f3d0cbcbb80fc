package io.webbrick.gateway.web;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts that a test changes; without any it is nobody. */
final class Family implements Accounts {
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    private record Person(String password, Role role) {}

    /** Admin anna and viewer victor, both with the password secret; the tokens t-admin and t-view. */
    static Family of() {
        var family = new Family();
        family.put("anna", "secret", Role.ADMIN);
        family.put("victor", "secret", Role.VIEWER);
        family.scripts.put("t-admin", new Script("backup", Role.ADMIN));
        family.scripts.put("t-view", new Script("graphs", Role.VIEWER));
        return family;
    }

    void put(String name, String password, Role role) {
        people.put(name, new Person(password, role));
    }

    void remove(String name) {
        people.remove(name);
    }

    @Override
    public boolean any() {
        return !people.isEmpty() || !scripts.isEmpty();
    }

    @Override
    public Optional<Role> verify(String name, String password) {
        return Optional.ofNullable(people.get(name))
                .filter(person -> person.password.equals(password))
                .map(Person::role);
    }

    @Override
    public Optional<Standing> standing(String name) {
        return Optional.ofNullable(people.get(name))
                .map(person -> new Standing(person.role, Integer.toString(person.hashCode())));
    }

    @Override
    public Optional<Script> verifyToken(String token) {
        return Optional.ofNullable(scripts.get(token));
    }
}
