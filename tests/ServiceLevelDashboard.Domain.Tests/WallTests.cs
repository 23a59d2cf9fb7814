using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>What every type of Domain keeps: no reference but the base library, nothing that changes, nothing inexact, no mean of ratios.</summary>
public sealed class WallTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Domain = typeof(ServiceLevel).Assembly;
    private static readonly Type[] All = [.. Domain.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false))];
    private static readonly Type[] Values = [.. All.Where(type => type.IsPublic && !type.IsEnum)];

    [Fact]
    public void Domain_References_TheBaseLibraryAlone() => Assert.All(
        Domain.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void PublicTypes_Fields_AreReadOnly() => Assert.All(
        Values.SelectMany(type => type.GetFields(Own)),
        field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType}.{field.Name} can change."));

    [Fact]
    public void PublicTypes_Setters_AreInitOnly() => Assert.All(
        Values.SelectMany(type => type.GetProperties(Own)).Where(property => property.SetMethod is not null),
        property => Assert.Contains(typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));

    [Fact]
    public void PublicTypes_WhatTheyHold_CannotChangeEither() => Assert.All(
        Values.SelectMany(type => type.GetFields(Own)),
        field => Assert.True(IsImmutable(field.FieldType), $"{field.DeclaringType}.{field.Name} holds a {field.FieldType.Name}."));

    [Fact]
    public void PublicTypes_AreSealed() => Assert.All(Values, type => Assert.True(type.IsSealed, $"{type} is not sealed."));

    /// <summary>Counts are integers and ratios are decimal: binary fractions are wrong for one target comparison in a hundred.</summary>
    [Fact]
    public void AllTypes_Signatures_HaveNoBinaryFractions() => Assert.All(
        All.SelectMany(Signature),
        part => Assert.False(part.Type == typeof(double) || part.Type == typeof(float), $"{part.Member} uses {part.Type}."));

    /// <summary>
    /// A level is made of counts and added as counts. Nothing that returns one takes a ratio, in whatever wrapping, and nothing
    /// returns a ratio from several ratios or several levels: a mean of ratios has no place to be written.
    /// </summary>
    [Fact]
    public void PublicMembers_NoneMakesALevelOrARatioFromRatios()
    {
        Type[] levels = [typeof(ServiceLevel), typeof(ServiceLevelBounds)];
        var methods = Values.SelectMany(type => type.GetMembers(Own).OfType<MethodBase>()).Where(method => method.IsPublic).ToArray();
        Assert.All(methods.Where(method => Parts(Returned(method)).Any(levels.Contains) && !method.Name.StartsWith("get_", StringComparison.Ordinal)), method =>
            Assert.DoesNotContain(method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)), IsRatio));
        Assert.All(methods.Where(method => Parts(Returned(method)).Any(IsRatio)), method =>
        {
            var sources = method.GetParameters()
                .Where(parameter => Parts(parameter.ParameterType).Any(part => IsRatio(part) || levels.Contains(part)))
                .ToArray();
            Assert.DoesNotContain(sources, parameter => typeof(System.Collections.IEnumerable).IsAssignableFrom(parameter.ParameterType));
            Assert.True(sources.Count(parameter => Parts(parameter.ParameterType).Any(levels.Contains)) <= 1, $"{method} makes a ratio of several levels.");
        });

        static bool IsRatio(Type type) => type == typeof(decimal) || type == typeof(double) || type == typeof(float);
        static Type Returned(MethodBase method) => method is MethodInfo info ? info.ReturnType : method.DeclaringType!;
    }

    private static IEnumerable<(string Member, Type Type)> Signature(Type type)
    {
        foreach (var field in type.GetFields(Own))
        {
            yield return ($"{type}.{field.Name}", field.FieldType);
        }
        foreach (var method in type.GetMembers(Own).OfType<MethodBase>())
        {
            foreach (var parameter in method.GetParameters())
            {
                foreach (var part in Parts(parameter.ParameterType))
                {
                    yield return ($"{type}.{method.Name}", part);
                }
            }

            if (method is MethodInfo { ReturnType: var returned })
            {
                yield return ($"{type}.{method.Name}", returned);
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }

    private static bool IsImmutable(Type type)
    {
        Type[] containers = [typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(Nullable<>)];
        Type[] leaves = [typeof(string), typeof(decimal), typeof(TimeSpan), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeZoneInfo)];
        if (type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal))
        {
            return type.GetGenericArguments().All(IsImmutable);
        }
        if (type.IsGenericType)
        {
            return containers.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments().All(IsImmutable);
        }
        return type.IsPrimitive || type.IsEnum || leaves.Contains(type) || (type.Assembly == Domain && (type.IsValueType || type.IsSealed));
    }
}
