using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class ContactsToRecoverTests
{
    [Theory]
    [InlineData(61, 100, 0.8, 95)]
    [InlineData(73, 100, 0.8, 35)]
    [InlineData(292, 400, 0.8, 140)]
    [InlineData(80, 100, 0.8, 0)]
    [InlineData(90, 100, 0.8, 0)]
    public void ContactsToRecover_Worked(long met, long counted, double target, int contacts) =>
        Assert.Equal(contacts, Attention.ContactsToRecover(new ServiceLevel(met, counted), (decimal)target));

    [Fact]
    public void ContactsToRecover_NothingToReachOrUnreachable_IsNull()
    {
        Assert.Null(Attention.ContactsToRecover(ServiceLevel.None, 0.8m));
        Assert.Null(Attention.ContactsToRecover(new ServiceLevel(1, 2), null));
        Assert.Null(Attention.ContactsToRecover(new ServiceLevel(1, 2), 1m));
    }

    [Fact]
    public void ContactsToRecover_ThatManyInARow_ReachTheTargetAndOneLessDoesNot() =>
        Gen.Select(Gen.Long[0, 500], Gen.Long[1, 500], Gen.Int[1, 99]).Sample((met, missed, percent) =>
        {
            var (day, target) = (new ServiceLevel(met, met + missed), percent / 100m);
            var contacts = (long)Attention.ContactsToRecover(day, target)!.Value;
            Assert.True((day + new ServiceLevel(contacts, contacts)).Reaches(target));
            Assert.True(contacts == 0 || (day + new ServiceLevel(contacts - 1, contacts - 1)).Reaches(target) == false);
        });
}
